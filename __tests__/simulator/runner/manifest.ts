import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { data } from '@actions/expressions'
import { parse } from 'yaml'
import { objection, print } from './expressions.ts'

/** The parts of an action's `action.yml` that the runner uses. */
export interface Manifest {
  folder: string
  inputs: { name: string; default: unknown; deprecation?: string }[]
  main: string
  post?: string
  postIf: string
}

/** A manifest that the runner refuses, with all reasons. */
export class ManifestError extends Error {
  readonly reasons: string[]

  constructor(file: string, reasons: string[]) {
    super(`Failed to load ${file}`)
    this.reasons = reasons
  }
}

/** https://github.com/actions/runner/blob/main/src/Runner.Worker/action_yaml.json, "input-default-context" */
const DEFAULT_CONTEXTS = ['github', 'strategy', 'matrix', 'job', 'runner']
const DEFAULT_FUNCTIONS = [{ name: 'hashFiles', minArgs: 1, maxArgs: 255, call: () => new data.Null() }]
const RUNS_KEYS = ['using', 'main', 'pre', 'pre-if', 'post', 'post-if']
const OUTPUT_KEYS = ['description', 'value']

/** Manifests by file and text, because checking one takes longer than a stage. */
const checked = new Map<string, Manifest>()

/**
 * Reads the manifest of a JavaScript action. Like the runner, it is read again for each stage.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax
 */
export function loadManifest(folder: string): Manifest {
  const file = ['action.yml', 'action.yaml'].map(name => join(folder, name)).find(path => existsSync(path))
  if (file === undefined) {
    throw new ManifestError(folder, [
      `Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under '${folder}'. Did you forget to run actions/checkout before running your local action?`
    ])
  }
  const text = readFileSync(file, 'utf8')
  const key = `${file}\0${text}`
  const manifest = checked.get(key) ?? manifestIn(text, file, folder)
  checked.set(key, manifest)
  return manifest
}

function manifestIn(text: string, file: string, folder: string): Manifest {
  const root = mapping(parse(text))
  const runs = mapping(root['runs'])
  const reasons = [
    ...forbiddenExpressions(root, []),
    ...unexpectedKeys('runs', runs, RUNS_KEYS),
    ...Object.entries(mapping(root['outputs'])).flatMap(([name, output]) =>
      unexpectedKeys(`outputs.${name}`, mapping(output), OUTPUT_KEYS)
    ),
    ...unsupported(runs)
  ]
  if (reasons.length > 0) throw new ManifestError(file, reasons)
  return {
    folder,
    inputs: Object.entries(mapping(root['inputs'])).map(([name, declared]) => input(name, mapping(declared))),
    main: print(runs['main']),
    ...(runs['post'] !== undefined && { post: print(runs['post']) }),
    postIf: print(runs['post-if'] ?? 'always()')
  }
}

function input(name: string, declared: Record<string, unknown>): Manifest['inputs'][number] {
  const deprecation = declared['deprecationMessage']
  return { name, default: declared['default'], ...(typeof deprecation === 'string' && { deprecation }) }
}

/** Only the default of an input may contain an expression. */
function forbiddenExpressions(node: unknown, path: string[]): string[] {
  if (typeof node === 'string') {
    const isDefault = path.length === 3 && path[0] === 'inputs' && path[2] === 'default'
    const reason = isDefault ? objection(node, DEFAULT_CONTEXTS, DEFAULT_FUNCTIONS) : objection(node, [])
    return reason === undefined ? [] : [`${path.join('.')}: ${reason}`]
  }
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) => forbiddenExpressions(value, [...path, key]))
}

function unexpectedKeys(where: string, node: Record<string, unknown>, known: readonly string[]): string[] {
  return Object.keys(node)
    .filter(key => !known.includes(key))
    .map(key => `${where}: Unexpected value '${key}'`)
}

/** The simulated runner only has the current Node.js, and does not support `pre`. */
function unsupported(runs: Record<string, unknown>): string[] {
  const using = runs['using']
  if (using !== 'node24') return [`'using: ${print(using)}' is not supported, use 'node24' instead.`]
  if (runs['pre'] !== undefined) return ['runs.pre is not simulated']
  return typeof runs['main'] === 'string' && runs['main'] !== ''
    ? []
    : ['You are using a JavaScript Action but there is not an entry JavaScript file provided']
}

function mapping(node: unknown): Record<string, unknown> {
  return typeof node === 'object' && node !== null && !Array.isArray(node) ? (node as Record<string, unknown>) : {}
}
