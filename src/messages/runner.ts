import { warning, type Note, type Values } from './problem.ts'

/** A file for outputs, state or the job summary is missing, or cannot be written. */
export const commandFileNotWritten = ({ what, why }: Values<'what' | 'why'>): Note =>
  warning(`${what} could not be written: ${why}`, 'command-file-not-written')

/** The event file is missing, or is not JSON. */
export const eventFileUnreadable = ({ code, isInvalidJson }: Values<'code'> & { isInvalidJson: boolean }): Note =>
  warning(
    `The file with the event cannot be read (${isInvalidJson ? 'it is not JSON' : code}); only the variables of the runner are known.`,
    'event-file-unreadable'
  )

/** GitHub rejected `token`, and the `GITHUB_TOKEN` is used instead. */
export const tokenReplaced = (): Note =>
  warning(
    'GitHub rejected the token (401), so the workflow\'s GITHUB_TOKEN is used instead. Events it creates do not trigger other workflows. If you need them, check the input "token".',
    'token-replaced'
  )
