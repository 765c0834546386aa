/** A command to the runner in the output of a step. */
export interface Command {
  name: string
  properties: Record<string, string>
  data: string
  /** 2: `::name key=value,…::data` at the start of a line; 1: `##[name key=value;…]data` anywhere in it. */
  syntax: 1 | 2
  line: string
}

/** The runner's commands, except the token that ends `stop-commands`. */
export const COMMANDS = [
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning'
] as const

/**
 * Returns the command in a line if its name is known.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function parseCommand(line: string, known: ReadonlySet<string>): Command | undefined {
  return parseSecondSyntax(line, known) ?? parseFirstSyntax(line, known)
}

function parseSecondSyntax(line: string, known: ReadonlySet<string>): Command | undefined {
  // Whitespace as in .NET: includes U+0085, but not U+FEFF.
  const text = line.replace(/^(?:[^\S\uFEFF]|\u0085)+/u, '')
  if (!text.startsWith('::')) return undefined
  const end = text.indexOf('::', 2)
  if (end < 0) return undefined
  const head = parseHead(text.slice(2, end), known, ',', unescapeProperty)
  return head && { ...head, data: unescapeData(text.slice(end + 2)), syntax: 2, line }
}

function parseFirstSyntax(line: string, known: ReadonlySet<string>): Command | undefined {
  const start = line.indexOf('##[')
  if (start < 0) return undefined
  const end = line.indexOf(']', start)
  if (end < 0) return undefined
  const head = parseHead(line.slice(start + 3, end), known, ';', unescapeFirst)
  return head && { ...head, data: unescapeFirst(line.slice(end + 1)), syntax: 1, line }
}

function parseHead(
  head: string,
  known: ReadonlySet<string>,
  separator: string,
  unescape: (text: string) => string
): Pick<Command, 'name' | 'properties'> | undefined {
  const space = head.indexOf(' ')
  const name = (space < 0 ? head : head.slice(0, space)).toLowerCase()
  if (!known.has(name)) return undefined
  const properties: Record<string, string> = {}
  if (space > 0) {
    for (const property of head
      .slice(space + 1)
      .trim()
      .split(separator)) {
      const [, key, value] = /^=*([^=]+)=(.+)$/s.exec(property) ?? []
      if (key !== undefined && value !== undefined) properties[key.toLowerCase()] = unescape(value)
    }
  }
  return { name, properties }
}

const unescapeData = unescaping({ '%0D': '\r', '%0A': '\n', '%25': '%' })
const unescapeProperty = unescaping({ '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' })
const unescapeFirst = unescaping({ '%3B': ';', '%0D': '\r', '%0A': '\n', '%5D': ']', '%25': '%' })

/** Replaces one escape after another, `%25` last. */
function unescaping(mappings: Record<string, string>): (text: string) => string {
  return text => Object.entries(mappings).reduce((result, [escaped, plain]) => result.replaceAll(escaped, plain), text)
}
