import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { messageOf } from './expressions.ts'

/** How long the runner waits for a process to end, in milliseconds. */
export interface Patience {
  /** Between SIGINT and SIGTERM. */
  interrupt: number
  /** Between SIGTERM and SIGKILL. */
  terminate: number
  /** After its exit, while a child process keeps its output open. */
  output: number
}

export type Stream = 'stdout' | 'stderr'

export interface ProcessOptions {
  file: string
  args: string[]
  cwd: string
  env: Record<string, string>
  patience: Patience
  onText(text: string): void
  onLine(line: string, stream: Stream): void
}

export interface Exit {
  exitCode: number | null
  signal: NodeJS.Signals | null
  /** Why it could not start. */
  refusal?: string
}

export interface RunningProcess {
  exit: Promise<Exit>
  /** Sends SIGINT, then SIGTERM, then SIGKILL to this process, but not to its children. */
  interrupt(): void
  kill(): void
}

/**
 * Starts the process of a stage with closed input, and with pipes for output.
 * https://github.com/actions/runner/blob/main/src/Runner.Sdk/ProcessInvoker.cs
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation
 */
export function startProcess(options: ProcessOptions): RunningProcess {
  const { patience } = options
  const child = start(options)
  if (typeof child === 'string') {
    const nothing = (): void => undefined
    return { exit: Promise.resolve(notStarted(child)), interrupt: nothing, kill: nothing }
  }
  const timers: NodeJS.Timeout[] = []
  const later = (milliseconds: number, work: () => void): void => {
    timers.push(setTimeout(work, milliseconds))
  }

  const readers = (['stdout', 'stderr'] as const).map(stream => {
    const lines = new Lines(line => options.onLine(line, stream))
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      options.onText(text)
      lines.add(text)
    })
    return lines
  })

  const exit = new Promise<Exit>(resolve => {
    const end = (ended: Exit): void => {
      timers.forEach(timer => clearTimeout(timer))
      readers.forEach(lines => lines.end())
      resolve(ended)
    }
    child.once('error', error => end(notStarted(error.message)))
    child.once('close', (exitCode, signal) => end({ exitCode, signal }))
    child.once('exit', (exitCode, signal) =>
      later(patience.output, () => {
        child.stdout.destroy()
        child.stderr.destroy()
        end({ exitCode, signal })
      })
    )
  })

  return {
    exit,
    interrupt: () => {
      child.kill('SIGINT')
      later(patience.interrupt, () => child.kill('SIGTERM'))
      later(patience.interrupt + patience.terminate, () => child.kill('SIGKILL'))
    },
    kill: () => void child.kill('SIGKILL')
  }
}

/** Some errors are thrown, such as a list of arguments that is too long. Others are events. */
function start({ file, args, cwd, env }: ProcessOptions): ChildProcessByStdio<null, Readable, Readable> | string {
  try {
    return spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
  } catch (error) {
    return messageOf(error)
  }
}

function notStarted(refusal: string): Exit {
  return { exitCode: null, signal: null, refusal }
}

/**
 * Ends processes that the steps of a job left behind. Finds them by a variable in their environment (only on Linux).
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/JobExtension.cs, "Cleaning up orphan processes"
 */
export async function endOrphans(trackingId: string): Promise<void> {
  if (process.platform !== 'linux') return
  const ids = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
  await Promise.all(
    ids.map(async id => {
      const environment = await readFile(`/proc/${id}/environ`, 'latin1').catch(() => '')
      if (!environment.split('\0').includes(`RUNNER_TRACKING_ID=${trackingId}`)) return
      try {
        process.kill(Number(id), 'SIGKILL')
      } catch {
        // The process has already ended.
      }
    })
  )
}

/** Splits text into lines. A line ends with \n, \r\n or a single \r. */
export class Lines {
  readonly #onLine: (line: string) => void
  #rest = ''

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine
  }

  add(text: string): void {
    // A \r at the end may be the first half of \r\n.
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/)
    this.#rest = lines.pop() ?? ''
    lines.forEach(line => this.#onLine(line))
  }

  end(): void {
    const rest = this.#rest
    this.#rest = ''
    if (rest !== '') this.#onLine(rest.replace(/\r$/, ''))
  }
}
