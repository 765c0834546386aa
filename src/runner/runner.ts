import { appendFileSync } from 'node:fs'
import { commandFileNotWritten } from '../messages/job.ts'
import { explain, linkTo, Problem, type Note } from '../messages/problem.ts'
import type { Runner } from '../ports.ts'
import { safeForLog } from './safe-for-log.ts'
import { readActionUrl, variable, type Variables } from './surroundings.ts'

type Core = typeof import('@actions/core')

/** Only key of the state for post. */
const key = 'receipt'

/**
 * Communicates with the runner. Messages, outputs and the summary go through `@actions/core`, in order. That package is
 * slow to load, so callers load it with `getReady` while GitHub answers a request. Inputs and the state for post, which
 * is one line of JSON, do not need it, so the first request does not wait. If a command file is missing or cannot be
 * written, the action warns once and continues.
 */
export class ActionsRunner implements Runner {
  readonly #env: Variables
  readonly #actionUrl: string | undefined
  #core: Promise<Core> | undefined
  readonly #broken = new Set<string>()

  /** @param env variables of the process, which `@actions/core` reads, too */
  constructor(env: Variables) {
    this.#env = env
    this.#actionUrl = readActionUrl(env)
  }

  /** Loads the code for messages, outputs and the summary. */
  getReady(): Promise<Core> {
    return (this.#core ??= import('@actions/core'))
  }

  /** Resolves as soon as everything has been printed. */
  async printed(): Promise<void> {
    await this.#core
  }

  input(name: string): string {
    return variable(this.#env, `INPUT_${name.toUpperCase()}`).trim()
  }

  output(name: string, value: string): void {
    this.#with(core => this.#attempt('The outputs', () => core.setOutput(name, value)))
  }

  /**
   * Saves the state in the multiline format, because a value that a full disk cuts off is then not valid.
   * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
   */
  save(receipt: string): void {
    const file = variable(this.#env, 'GITHUB_STATE')
    if (file === '') this.#with(core => core.saveState(key, receipt))
    else this.#attempt('What post needs', () => appendFileSync(file, `${key}<<EOF\n${receipt}\nEOF\n`))
  }

  saved(): string {
    return variable(this.#env, `STATE_${key}`)
  }

  debug(text: string): void {
    this.#with(core => core.debug(safeForLog(text)))
  }

  info(text: string): void {
    this.#with(core => core.info(safeForLog(text)))
  }

  group(title: string, lines: readonly string[]): void {
    this.#with(core => core.startGroup(safeForLog(title)))
    lines.forEach(line => this.info(line))
    this.#with(core => core.endGroup())
  }

  note(note: Note): void {
    this.#with(core => core[note.level](safeForLog(`${note.text}${linkTo(note, this.#actionUrl)}`)))
  }

  error(error: unknown): void {
    const link = error instanceof Problem ? linkTo(error, this.#actionUrl) : ''
    this.#with(core => core.error(safeForLog(`${explain(error)}${link}`)))
  }

  async summary(html: string): Promise<void> {
    try {
      const core = await this.getReady()
      await core.summary.addRaw(html).write()
    } catch (error) {
      this.#complain('The job summary', error)
    }
  }

  #with(use: (core: Core) => void): void {
    void this.getReady().then(use)
  }

  #attempt(what: string, write: () => void): void {
    try {
      write()
    } catch (error) {
      this.#complain(what, error)
    }
  }

  #complain(what: string, error: unknown): void {
    if (this.#broken.has(what)) return
    this.#broken.add(what)
    const why = error instanceof Error ? error.message : String(error)
    this.note(commandFileNotWritten({ what, why }))
  }
}
