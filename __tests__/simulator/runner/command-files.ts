import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf } from './expressions.ts'
import { put } from './ignoring-case.ts'
import type { Masker } from './masker.ts'
import type { StageRecord } from './record.ts'

const KINDS = {
  path: 'add_path_',
  env: 'set_env_',
  step_summary: 'step_summary_',
  state: 'save_state_',
  output: 'set_output_'
}
type Kind = keyof typeof KINDS

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary */
const SUMMARY_LIMIT = 1024 * 1024

/** The content of the files of a stage, except outputs and state, which are in the record. */
export interface Left {
  env: Record<string, string>
  paths: string[]
  summary: string
  summaryError?: string
}

/**
 * The files for commands of one stage. Each stage starts with empty files.
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/FileCommandManager.cs
 */
export class CommandFiles {
  readonly paths: Record<Kind, string>

  /** Creates empty files in a folder for temporary files. */
  constructor(temp: string) {
    const folder = join(temp, '_runner_file_commands')
    mkdirSync(folder, { recursive: true })
    const suffix = randomUUID()
    this.paths = Object.fromEntries(
      Object.entries(KINDS).map(([kind, prefix]) => [kind, join(folder, prefix + suffix)])
    ) as Record<Kind, string>
    for (const path of Object.values(this.paths)) writeFileSync(path, '')
  }

  /** Reads the files after the stage, also if it failed. A syntax error in a file fails the step. */
  process(record: StageRecord, masker: Masker): Left {
    const left: Left = { env: {}, paths: [], summary: '' }
    this.#read('path', record, text => {
      left.paths.push(...text.split(/\r\n|\n|\r/).filter(line => line !== ''))
    })
    this.#read('env', record, text => {
      for (const { name, value } of pairs(text)) {
        if (name.toUpperCase() === 'NODE_OPTIONS') {
          record.complain('error', "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.")
        } else left.env[name] = value
      }
    })
    this.#read('step_summary', record, text => {
      const size = Buffer.byteLength(text)
      if (size > SUMMARY_LIMIT) {
        left.summaryError = `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${SUMMARY_LIMIT / 1024}k, got ${Math.floor(size / 1024)}k.`
        record.complain('error', left.summaryError)
      } else left.summary = masker.mask(text)
    })
    this.#read('state', record, text => {
      for (const { name, value } of pairs(text)) put(record.state, name, value)
    })
    this.#read('output', record, text => {
      for (const { name, value } of pairs(text)) put(record.outputs, name, value)
    })
    return left
  }

  /** A missing file counts as empty. */
  #read(kind: Kind, record: StageRecord, use: (text: string) => void): void {
    try {
      use(textIn(this.paths[kind]))
    } catch (error) {
      record.fail(`Unable to process file command '${kind}' successfully.`, messageOf(error))
    }
  }
}

function textIn(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Parses `NAME=VALUE`, and `NAME<<DELIMITER`, lines, `DELIMITER`. Entries before an error count. */
export function* pairs(text: string): Generator<{ name: string; value: string }> {
  const lines = text.split(process.platform === 'win32' ? /\r\n|\n/ : '\n')
  if (lines.at(-1) === '') lines.pop()
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    if (line === '') continue
    const equals = line.indexOf('=')
    const heredoc = line.indexOf('<<')
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      yield { name: nonEmpty(line.slice(0, equals), line), value: line.slice(equals + 1) }
    } else if (heredoc >= 0) {
      const delimiter = nonEmpty(line.slice(heredoc + 2), line)
      const end = lines.indexOf(delimiter)
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`)
      const value = lines.splice(0, end + 1).slice(0, -1)
      yield { name: nonEmpty(line.slice(0, heredoc), line), value: value.join('\n') }
    } else throw new Error(`Invalid format '${line}'`)
  }
}

function nonEmpty(part: string, line: string): string {
  if (part === '') throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`)
  return part
}
