import { COMMANDS, parseCommand, type Command } from '../simulator/runner/workflow-commands.ts'

/** The commands that the action itself prints, in the syntax that it uses. */
const own = new Set(['debug', 'error', 'warning', 'notice', 'group', 'endgroup'])

const known: ReadonlySet<string> = new Set(COMMANDS)

/**
 * Returns the first line with a command that is not the action's own, if there is one. The action never prints such a
 * command, or it is the same as in a text from outside.
 */
export function forgedIn(commands: readonly Command[], outside: readonly string[]): string | undefined {
  const theirs = outside
    .flatMap(text => text.split(/\r\n|\n|\r/))
    .flatMap(line => parseCommand(line, known) ?? [])
    .map(({ name, data }) => `${name} ${data}`)
  const forged = commands.find(
    ({ name, syntax, data }) => syntax === 1 || !own.has(name) || theirs.includes(`${name} ${data}`)
  )
  return forged?.line
}
