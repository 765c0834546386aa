import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { evaluateText, evaluateTexts } from './expressions.ts'
import type { Scope } from './expressions.ts'
import { has, put } from './ignoring-case.ts'
import type { Names } from './ignoring-case.ts'
import type { Manifest } from './manifest.ts'
import type { ProcessOptions, RunningProcess } from './process.ts'
import type { StageRecord } from './record.ts'
import type { Launch, Phase, Step } from './step.ts'

/** The folder of the action under test. */
export const ROOT = resolve(import.meta.dirname, '../../..')

/** Starts a stage of the action under test in another way than as a process. */
export type ActionStarter = (phase: Phase, options: ProcessOptions) => RunningProcess

/** The code that runs: the files in `action.yml`, their sources, other files, or a function for the action under test. */
export type Entry = 'dist' | 'src' | { main: string; post: string } | ActionStarter

/**
 * Runs Node.js with the entry file of a phase, and with the current values of the inputs.
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/Handlers/NodeScriptActionHandler.cs
 */
export function launchAction(phase: Phase, manifest: Manifest, inputs: Names, entry: Entry, cwd: string): Launch {
  const target = join(manifest.folder, entryFile(manifest, phase, entry))
  if (!existsSync(target)) throw new Error(`File not found: '${target}'`)
  return {
    file: process.execPath,
    args: [target],
    cwd,
    env: Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value])
    ),
    header: phase === 'post' ? ['Post job cleanup.'] : listed('with:', inputs),
    ...(typeof entry === 'function' &&
      manifest.folder === ROOT && { start: (options: ProcessOptions) => entry(phase, options) })
  }
}

/**
 * Returns the inputs of a stage. Every declared input is set. A default only applies if `with:` does not name the input.
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionRunner.cs
 */
export function actionInputs(step: Step, manifest: Manifest, scope: Scope, record: StageRecord): Names {
  const inputs: Names = {}
  const given = evaluateTexts(step.with, scope)
  for (const [name, value] of Object.entries(given)) put(inputs, name, value)

  for (const { name, deprecation } of manifest.inputs) {
    if (deprecation !== undefined && has(given, name)) {
      record.complain('warning', `Input '${name}' has been deprecated with message: ${deprecation}`)
    }
  }
  for (const declared of manifest.inputs) {
    if (!has(inputs, declared.name)) inputs[declared.name] = evaluateText(declared.default, scope)
  }
  const declared = Object.fromEntries(manifest.inputs.map(({ name }) => [name, '']))
  const unexpected = Object.keys(given).filter(name => !has(declared, name))
  if (unexpected.length > 0) {
    const valid = Object.keys(declared).join("', '")
    record.complain('warning', `Unexpected input(s) '${unexpected.join("', '")}', valid inputs are ['${valid}']`)
  }
  return inputs
}

/** Returns a heading with its values, as in the log. Returns nothing without values. */
export function listed(heading: string, values: Names): string[] {
  const lines = Object.entries(values).flatMap(([name, value]) => (value === '' ? [] : [`  ${name}: ${value}`]))
  return lines.length === 0 ? [] : [heading, ...lines]
}

function entryFile(manifest: Manifest, phase: Phase, entry: Entry): string {
  if (typeof entry === 'object') return entry[phase]
  const file = (phase === 'main' ? manifest.main : manifest.post) ?? ''
  return entry !== 'src' ? file : file.replace(/^dist\/(.+)\.js$/, 'src/$1.ts')
}
