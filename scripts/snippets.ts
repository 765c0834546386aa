/** Finds every workflow that the repository shows: its own, the examples, and the YAML snippets of its pages. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '..')

/** A workflow, named after its path, or after its page and the line on which the snippet starts. */
export interface Workflow {
  name: string
  yaml: string
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith(ending))
    .map(name => `${folder}/${name.replaceAll('\\', '/')}`)
    .sort()

/** The workflow files of the repository and of `examples/`. */
export const workflowFiles = (): Workflow[] =>
  [...filesIn('.github/workflows', '.yml'), ...filesIn('examples', '.yml')].map(name => ({ name, yaml: read(name) }))

/** The YAML snippets of the README and of `docs/`. */
export const snippets = (): Workflow[] => ['README.md', ...filesIn('docs', '.md')].flatMap(snippetsOf)

function snippetsOf(page: string): Workflow[] {
  const text = read(page)
  return Array.from(text.matchAll(/^( *)```ya?ml\n([^]*?)^ *```$/gm), ({ index, 1: indent = '', 2: yaml = '' }) => ({
    name: `${page}:${text.slice(0, index).split('\n').length}`,
    yaml: yaml.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
  }))
}

/** Returns a snippet as a whole workflow: jobs and steps get what they need around them. Other YAML has none. */
export function completed(yaml: string): string | undefined {
  const content: unknown = parse(yaml)
  const indented = (depth: number): string => yaml.replaceAll(/^(?=.)/gm, ' '.repeat(depth))
  const on = 'on: [push, pull_request]\npermissions: {}\n'
  const job = `${on}jobs:\n  job:\n    runs-on: ubuntu-latest\n`
  if (Array.isArray(content)) return `${job}    steps:\n${indented(6)}`
  if (typeof content !== 'object' || content === null) return undefined
  if ('on' in content) return yaml
  if ('jobs' in content) return on + yaml
  if ('steps' in content) return 'runs-on' in content ? `${on}jobs:\n  job:\n${indented(4)}` : job + indented(4)
  return undefined
}

/** Every workflow file and every snippet that can be one. */
export const workflows = (): Workflow[] => [
  ...workflowFiles(),
  ...snippets().flatMap(({ name, yaml }) => {
    const whole = completed(yaml)
    return whole === undefined ? [] : [{ name, yaml: whole }]
  })
]
