import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { aRun as run } from '../a-run.ts'
import { inputs, operations, outputs, type InputName } from '../../src/action/contract.ts'
import { readInputs } from '../../src/action/operation-inputs.ts'
import { states } from '../../src/domain/deployment.ts'
import { Problem } from '../../src/messages/problem.ts'
import { olderCommitChoices } from '../../src/operations/older-deployments.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

interface Manifest {
  name: string
  description: string
  author: string
  branding: { icon: string; color: string }
  inputs: Record<string, { description: string; default?: string }>
  outputs: Record<string, { description: string }>
  runs: Record<string, string>
}
interface Typed {
  type: string
  'allowed-values'?: string[]
}

const manifest = parse(read('action.yml')) as Manifest
const types = parse(read('action-types.yml')) as { inputs: Record<string, Typed>; outputs: Record<string, Typed> }
const names = Object.keys(inputs) as InputName[]

/** Returns the default that the code applies. */
function defaultOf(name: InputName): string | undefined {
  const contract = inputs[name]
  return 'default' in contract ? contract.default : undefined
}

describe('action.yml, action-types.yml and contract.ts', () => {
  test('have the same inputs, in the same order', () => {
    expect(Object.keys(manifest.inputs)).toEqual(names)
    expect(Object.keys(types.inputs)).toEqual(names)
  })

  test('have the same outputs, in the same order', () => {
    expect(Object.keys(manifest.outputs)).toEqual(outputs)
    expect(Object.keys(types.outputs)).toEqual(outputs)
  })

  test('declare only defaults that cannot be confused with a given value', () => {
    const known = Object.entries(manifest.inputs).flatMap(([name, input]) =>
      input.default === undefined ? [] : [[name, input.default]]
    )
    expect(Object.fromEntries(known)).toStrictEqual({
      operation: 'deploy',
      token: '${{ github.token }}',
      summary: 'true',
      'job-status': '${{ job.status }}',
      'check-run-id': '${{ job.check_run_id }}',
      'workflow-token': '${{ github.token }}'
    })
    expect(defaultOf('operation')).toBe('deploy')
    expect(defaultOf('summary')).toBe('true')
  })

  test.each(names.filter(name => defaultOf(name) !== undefined && manifest.inputs[name]?.default === undefined))(
    'the description of %s has its default',
    name => {
      const value = defaultOf(name) ?? ''
      expect(manifest.inputs[name]?.description).toMatch(
        new RegExp(`(by default|Defaults to) "?${value}\\b|\\b${value}"? \\(the default\\)`)
      )
    }
  )

  test('list all values of each enumeration', () => {
    expect(types.inputs['operation']?.['allowed-values']).toEqual(operations)
    const enumerations = Object.entries(types.inputs).filter(([, typed]) => typed.type === 'enum')
    expect(types.inputs['older-commit']?.['allowed-values']).toEqual(olderCommitChoices)
    expect(enumerations.map(([name]) => name)).toEqual(['operation', 'older-commit'])
  })

  test('have only inputs that the code reads, and outputs that it writes', () => {
    const sources = readdirSync(join(root, 'src', 'action'))
      .filter(name => name !== 'contract.ts')
      .map(name => read(`src/action/${name}`))
      .concat(read('src/phase.ts'))
      .join('\n')
    expect([...names, ...outputs].filter(name => !sources.includes(`'${name}'`))).toEqual([])
  })
})

/** An operation that accepts each input, with the other inputs that it needs. */
const fitting: Partial<Record<InputName, Record<string, string>>> = {
  keep: { operation: 'delete' },
  'keep-open-pull-requests': { operation: 'delete' },
  'delete-environment': { operation: 'delete' },
  'dry-run': { operation: 'delete' },
  'deployment-id': { operation: 'wait', environment: '' }
}

/** Returns the problems with a value of an input. */
function objection(name: InputName, value: string): string {
  const given: Record<string, string> = { environment: 'staging', token: 'token', ...fitting[name], [name]: value }
  try {
    readInputs(input => given[input] ?? '', run, { name: 'push', payload: {}, sha: 'a'.repeat(40) })
    return ''
  } catch (error) {
    if (error instanceof Problem) return error.message
    throw error
  }
}

describe('action-types.yml has the type that the code expects for', () => {
  test.each(names)('%s', name => {
    const typed = types.inputs[name]
    switch (typed?.type) {
      case 'boolean':
        expect(['true', 'false', 'True', 'FALSE'].map(value => objection(name, value))).toEqual(['', '', '', ''])
        expect(objection(name, 'yes')).toBe(`"${name}" must be true or false, not "yes".`)
        return
      case 'integer':
        expect(objection(name, '7')).toBe('')
        expect(objection(name, 'x')).toMatch(`"${name}" must be a whole number of at least `)
        return
      case 'enum': {
        const allowed = typed['allowed-values'] ?? []
        expect(objection(name, 'x')).toBe(`"${name}" must be one of ${allowed.join(', ')}, not "x".`)
        return
      }
      default:
        expect(typed).toEqual({ type: 'string' })
        expect(objection(name, 'yes')).not.toMatch(/must be true or false/)
        expect(objection(name, 'x')).not.toMatch(/must be a whole number/)
    }
  })
})

describe('action.yml', () => {
  /** Returns all texts in it, with their paths. */
  const texts = (node: unknown, path: string[] = []): [string, string][] =>
    typeof node === 'object' && node !== null
      ? Object.entries(node).flatMap(([key, inner]) => texts(inner, [...path, key]))
      : [[path.join('.'), String(node)]]

  test('has expressions only in defaults, because the runner refuses others', () => {
    const withExpression = texts(manifest).filter(([, text]) => text.includes('${{'))
    expect(withExpression.map(([path]) => path)).toEqual([
      'inputs.token.default',
      'inputs.job-status.default',
      'inputs.check-run-id.default',
      'inputs.workflow-token.default'
    ])
  })

  test('runs main and post on Node 24, and always runs post', () => {
    expect(manifest.runs).toStrictEqual({
      using: 'node24',
      main: 'dist/index.js',
      post: 'dist/post.js',
      'post-if': 'always()'
    })
  })

  // https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax
  test('has only keys that the runner and editors support', () => {
    expect(Object.keys(manifest)).toEqual(['name', 'description', 'author', 'branding', 'inputs', 'outputs', 'runs'])
    for (const input of Object.values(manifest.inputs)) {
      expect(['description', 'default']).toEqual(expect.arrayContaining(Object.keys(input)))
    }
    for (const output of Object.values(manifest.outputs)) expect(Object.keys(output)).toEqual(['description'])
  })

  test('has a description that is short enough for the Marketplace: less than 125 characters', () => {
    expect(manifest.description.length).toBeLessThan(125)
    expect(manifest.branding).toEqual({
      icon: expect.stringMatching(/^[a-z-]+$/),
      color: expect.stringMatching(/^[a-z]+$/)
    })
  })

  test.each([...texts(manifest.inputs), ...texts(manifest.outputs)].filter(([path]) => path.endsWith('.description')))(
    '%s is prose that names only what there is',
    (_, text) => {
      expect(text).toMatch(/^[A-Z][^\n]*\.$/)
      const known = [
        ...names,
        ...operations,
        ...outputs,
        ...states,
        ...olderCommitChoices,
        'true',
        'false',
        'production',
        'deployment_status',
        'deployment',
        'all'
      ]
      const named = Array.from(text.matchAll(/"([^"]+)"/g), ([, word]) => word)
      expect(named.filter(word => !known.some(name => name === word))).toEqual([])
    }
  )
})
