import * as core from '@actions/core'
import type { Runner } from '../ports.ts'
import { harmless } from './harmless.ts'

/** The one key of our state. */
const key = 'receipt'

/** The largest summary that the runner takes. https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
const longestSummary = 1024 * 1024

/**
 * The runner, through `@actions/core`. Where a command file is missing or cannot be written, everything else goes on,
 * and one warning says so.
 */
export class ActionsRunner implements Runner {
  readonly #broken = new Set<string>()

  input(name: string): string {
    return core.getInput(name)
  }

  output(name: string, value: string): void {
    this.#attempt('The outputs', () => core.setOutput(name, value))
  }

  save(receipt: string): void {
    this.#attempt('What post needs', () => core.saveState(key, receipt))
  }

  saved(): string {
    return core.getState(key)
  }

  debug(text: string): void {
    core.debug(harmless(text))
  }

  info(text: string): void {
    core.info(harmless(text))
  }

  group(title: string, lines: readonly string[]): void {
    core.startGroup(harmless(title))
    lines.forEach(line => core.info(harmless(line)))
    core.endGroup()
  }

  notice(text: string): void {
    core.notice(harmless(text))
  }

  warning(text: string): void {
    core.warning(harmless(text))
  }

  error(text: string): void {
    core.error(harmless(text))
  }

  async summary(html: string): Promise<void> {
    if (Buffer.byteLength(html) > longestSummary) {
      this.warning('The job summary is left out: it would be larger than the 1 MiB that the runner takes.')
      return
    }
    try {
      await core.summary.addRaw(html).write()
    } catch (error) {
      this.#complain('The job summary', error)
    }
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
    this.warning(`${what} could not be written: ${error instanceof Error ? error.message : String(error)}`)
  }
}
