/**
 * Writes the tables of inputs and outputs between the markers in the README. The content comes from action.yml,
 * action-types.yml and contract.ts.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { inputs, operations, type InputName, type Operation } from '../src/action/contract.ts'

const root = join(import.meta.dirname, '..')
const yaml = (file: string): unknown => parse(readFileSync(join(root, file), 'utf8'))

interface Described {
  description: string
  default?: string
}
interface Typed {
  type: string
  'allowed-values'?: string[]
}
interface Part<T> {
  inputs: Record<string, T>
  outputs: Record<string, T>
}

const described = yaml('action.yml') as Part<Described>
const typed = yaml('action-types.yml') as Part<Typed>

/** Returns the README with current tables. */
export function withTables(readme: string): string {
  const head = (...names: string[]): string[] => [row(names), row(names.map(() => '---'))]
  const tables = {
    inputs: [
      ...head('Input', 'Type', 'Default', 'Used by', 'Meaning'),
      ...Object.entries(described.inputs).map(([name, { description, default: given }]) =>
        row([
          code(name),
          typeOf(typed.inputs[name]),
          code(given ?? appliedDefault(name as InputName)),
          inputs[name as InputName].usedBy.length === operations.length ? 'all' : usedBy(name as InputName),
          prose(description)
        ])
      )
    ],
    outputs: [
      ...head('Output', 'Type', 'Meaning'),
      ...Object.entries(described.outputs).map(([name, { description }]) =>
        row([code(name), typeOf(typed.outputs[name]), prose(description)])
      )
    ]
  }
  return Object.entries(tables).reduce((text, [name, lines]) => between(text, name, lines.join('\n')), readme)
}

/** Replaces the text between two markers. */
function between(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from === -1 || to < from) throw new Error(`The README has no markers ${begin} … ${end}.`)
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`
}

/** Returns a default that is not in action.yml. The action applies it, because the runner cannot tell defaults from given values. */
function appliedDefault(name: InputName): string {
  const contract = inputs[name]
  return 'default' in contract ? contract.default : ''
}

function usedBy(name: InputName): string {
  const names: readonly Operation[] = inputs[name].usedBy
  return names.map(code).join(', ')
}

const typeOf = (value: Typed | undefined): string =>
  value?.['allowed-values']?.map(code).join(', ') ?? value?.type ?? ''

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const code = (text: string): string => (text === '' ? '' : `\`${text}\``)

/** Returns a description as Markdown: names in quotes become code, and everything else is escaped. */
const prose = (text: string): string =>
  text
    .split(/"([\w-]+)"/)
    .map((part, place) => (place % 2 === 1 ? code(part) : part.replaceAll(/[\\`*[\]<>|]/g, '\\$&')))
    .join('')

if (import.meta.main) {
  const file = join(root, 'README.md')
  writeFileSync(file, withTables(readFileSync(file, 'utf8')))
}
