import { messageOf } from './expressions.ts'
import { put } from './ignoring-case.ts'
import type { Names } from './ignoring-case.ts'
import type { Masker } from './masker.ts'
import { COMMANDS, parseCommand } from './workflow-commands.ts'
import type { Command } from './workflow-commands.ts'

export type Level = 'error' | 'warning' | 'notice'

export interface Annotation {
  level: Level
  message: string
  title?: string
  file?: string
  line?: string
}

/** Annotations of each kind per step, and characters per annotation: https://docs.github.com/en/actions/reference/limits */
const ANNOTATIONS_PER_LEVEL = 10
const ANNOTATION_LENGTH = 4096

const LABELS: Record<Level, string> = { error: 'Error: ', warning: 'Warning: ', notice: 'Notice: ' }

const DISABLED =
  'command is disabled. Please upgrade to using Environment Files or opt into unsecure command execution by setting the `ACTIONS_ALLOW_UNSECURE_COMMANDS` environment variable to `true`.'
const DEPRECATED =
  'command is deprecated and will be disabled soon. Please upgrade to using Environment Files. For more information see: https://github.blog/changelog/2022-10-11-github-actions-deprecating-save-state-and-set-output-commands/'
const BAD_TOKEN =
  "You cannot use a endToken that is an empty string, the string 'pause-logging', or another workflow command."

/**
 * Records a running stage: reads the printed lines, executes the commands in them,
 * and shows the other lines.
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs
 */
export class StageRecord {
  readonly commands: Command[] = []
  readonly annotations: Annotation[] = []
  readonly problems: string[] = []
  readonly masks: string[] = []
  readonly outputs: Names = {}
  readonly state: Names = {}
  /** Whether a command failed. Then the step fails, regardless of its exit code. */
  failed = false

  readonly #masker: Masker
  readonly #debug: boolean
  readonly #preface: string[] = []
  readonly #shown: string[] = []
  readonly #known = new Set<string>(COMMANDS)
  #stopToken: string | undefined
  #echo: boolean

  constructor(masker: Masker, debug: boolean) {
    this.#masker = masker
    this.#debug = debug
    this.#echo = debug
  }

  /** The log of the stage that people see. */
  get log(): string {
    return this.#shown.map(line => `${line}\n`).join('')
  }

  /** The start of the log: the step with its inputs and variables. */
  get prefaced(): string {
    return this.#preface.map(line => `${line}\n`).join('')
  }

  preface(line: string): void {
    this.#preface.push(this.#masker.mask(line))
  }

  /** Handles a line of standard output or standard error. */
  read(line: string): void {
    const command = parseCommand(line, this.#known)
    if (command === undefined || !this.#obey(command)) this.show(line)
  }

  show(line: string): void {
    this.#shown.push(this.#masker.mask(line))
  }

  /** Adds a message of the runner. */
  complain(level: Level, message: string): void {
    this.problems.push(this.#masker.mask(message))
    this.annotate(level, message)
  }

  annotate(level: Level, message: string, place: Omit<Annotation, 'level' | 'message'> = {}): void {
    const shown = this.#masker.mask(message).slice(0, ANNOTATION_LENGTH)
    this.show(LABELS[level] + shown)
    const before = this.annotations.filter(annotation => annotation.level === level).length
    if (before < ANNOTATIONS_PER_LEVEL) this.annotations.push({ level, message: shown, ...place })
  }

  /** Adds an error of the runner, which fails the step. */
  fail(...messages: string[]): void {
    for (const message of messages) this.complain('error', message)
    this.failed = true
  }

  /** Executes a command. Returns whether the line was a command, because commands are not shown. */
  #obey(command: Command): boolean {
    if (this.#stopToken !== undefined) {
      if (command.name !== this.#stopToken) return false
      this.#known.delete(this.#stopToken)
      this.#stopToken = undefined
      this.show(command.line)
      return true
    }
    this.commands.push(command)
    try {
      this.#act(command)
    } catch (error) {
      this.fail(`Unable to process command '${command.line}' successfully.`, messageOf(error))
    }
    return true
  }

  #act(command: Command): void {
    const { name, data, properties } = command
    switch (name) {
      case 'stop-commands':
        this.#stop(command)
        return
      case 'add-mask':
        this.#mask(data)
        return
      case 'debug':
        if (this.#debug) this.show(`##[debug]${data}`)
        return
      case 'error':
      case 'warning':
      case 'notice':
        this.annotate(name, data, place(properties))
        return
    }
    if (this.#echo) this.show(command.line)
    switch (name) {
      case 'group':
        this.show(`▾ ${data}`)
        return
      case 'echo':
        this.#echo = echoes(data)
        return
      case 'set-output':
        this.complain('warning', `The \`set-output\` ${DEPRECATED}`)
        put(this.outputs, required(command), data)
        return
      case 'save-state':
        this.complain('warning', `The \`save-state\` ${DEPRECATED}`)
        put(this.state, required(command), data)
        return
      case 'set-env':
      case 'add-path':
        throw new Error(`The \`${name}\` ${DISABLED}`)
    }
  }

  #stop(command: Command): void {
    const token = command.data.toLowerCase()
    if (token === '' || token === 'pause-logging' || this.#known.has(token)) throw new Error(BAD_TOKEN)
    this.#stopToken = token
    this.#known.add(token)
    if (token.length > 6) this.#masker.add(command.data)
    this.show(command.line)
  }

  #mask(value: string): void {
    if (value.trim() === '') {
      this.complain('warning', "Can't add secret mask for empty string in ##[add-mask] command.")
      return
    }
    this.masks.push(value)
    this.#masker.add(value)
    if (this.#echo) this.show('::add-mask::***')
  }
}

function place({ title, file, line }: Command['properties']): Omit<Annotation, 'level' | 'message'> {
  return {
    ...(title !== undefined && { title }),
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line })
  }
}

function required({ name, properties }: Command): string {
  const value = properties['name']
  if (value === undefined) throw new Error(`Required field 'name' is missing in ##[${name}] command.`)
  return value
}

function echoes(value: string): boolean {
  const word = value.trim().toLowerCase()
  if (word !== 'on' && word !== 'off') {
    throw new Error(`Invalid echo command value. Possible values can be: 'on', 'off'. Current value is: '${value}'.`)
  }
  return word === 'on'
}
