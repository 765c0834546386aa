import { decoded } from '../domain/json.ts'
import { knownWords, outcomeWords } from '../domain/outcome.ts'
import type { Run } from '../domain/run.ts'
import {
  inputOfOtherAction,
  mustBeDuration,
  mustBeOneLine,
  mustBeOneOf,
  mustBeSomeOf,
  mustBeTrueOrFalse,
  mustBeUrl,
  mustBeWholeNumber,
  notUsedByOperation,
  wrongInputs
} from '../messages/inputs.ts'
import { Problem, type Note } from '../messages/problem.ts'
import { inputs, inputsOfOtherActions, type InputContract, type InputName, type Operation } from './contract.ts'

/** Returns the value of an input, even if action.yml does not declare it. */
export type RawInputs = (name: string) => string

/** Reads inputs and collects their problems. */
export class InputReader {
  readonly problems: string[] = []
  readonly warnings: Note[] = []
  readonly #raw: RawInputs
  /** Page about the inputs of other actions, if one of them is set. */
  #migrationPage: string | undefined

  constructor(raw: RawInputs) {
    this.#raw = raw
  }

  problem(): Problem {
    return wrongInputs({ lines: this.problems, migrationPage: this.#migrationPage })
  }

  /** Calls a parser and adds the `Problem` that it throws to the list of problems. */
  attempt<T>(parse: () => T): T | undefined {
    try {
      return parse()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      this.problems.push(`${error.message} ${error.remedy}`)
      return undefined
    }
  }

  text(name: InputName): string | undefined {
    const value = this.#raw(name)
    return value === '' ? undefined : value
  }

  /** Returns a text of one line. */
  line(name: InputName): string | undefined {
    const value = this.text(name)
    if (value === undefined || !hasControls(value)) return value
    this.problems.push(mustBeOneLine({ name }))
    return undefined
  }

  lines(name: InputName, separator: RegExp): string[] {
    return (this.text(name) ?? '')
      .split(separator)
      .map(line => line.trim())
      .filter(line => line !== '')
  }

  /** Returns a boolean in the notation of YAML 1.2. https://yaml.org/spec/1.2.2/#1032-tag-resolution */
  flag(name: InputName): boolean | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    if (/^(true|True|TRUE)$/.test(value)) return true
    if (/^(false|False|FALSE)$/.test(value)) return false
    this.problems.push(mustBeTrueOrFalse({ name, value }))
    return undefined
  }

  choice<T extends string>(name: InputName, among: readonly T[]): T | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const found = among.find(word => word === value.toLowerCase())
    if (found === undefined) this.problems.push(mustBeOneOf({ name, allowed: among, value }))
    return found
  }

  /** Returns the words of a list, each only once. */
  choices<T extends string>(name: InputName, among: readonly T[]): T[] {
    const chosen = this.words(name).flatMap(value => {
      const found = among.find(word => word === value.toLowerCase())
      if (found === undefined) this.problems.push(mustBeSomeOf({ name, allowed: among, value }))
      return found ?? []
    })
    return [...new Set(chosen)]
  }

  /** Returns the words of a list. If the text has only separators, returns the text, which is not a valid word. */
  words(name: InputName): string[] {
    const value = this.text(name)
    const words = this.lines(name, /[\n,]/)
    return value === undefined || words.length > 0 ? words : [value]
  }

  /** Returns one outcome, or the outcomes of several jobs or steps. */
  outcomes(name: InputName): string[] {
    const words = outcomeWords(this.text(name) ?? '')
    const known = knownWords(words)
    const mustBeKnown = words.length > 1 ? mustBeSomeOf : mustBeOneOf
    for (const value of new Set(words.filter(word => !known.includes(word)))) {
      this.problems.push(mustBeKnown({ name, allowed: known, value }))
    }
    return words
  }

  whole(name: InputName, least: number): number | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const number = Number(value)
    if (/^\d+$/.test(value) && Number.isSafeInteger(number) && number >= least) return number
    this.problems.push(mustBeWholeNumber({ name, least, value }))
    return undefined
  }

  /** Returns a duration such as `90s` in milliseconds. */
  durationMs(name: InputName): number | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(value) ?? []
    const seconds = { s: 1, m: 60, h: 3600, d: 86_400 }[unit ?? ''] ?? 0
    if (Number(count) * seconds > 0) return Number(count) * seconds * 1000
    this.problems.push(mustBeDuration({ name, value }))
    return undefined
  }

  url(name: InputName): string | undefined {
    const value = this.line(name)
    if (value === undefined || isWebAddress(value)) return value
    this.problems.push(mustBeUrl({ name, value }))
    return undefined
  }

  /** Whether an input has a value other than its default. */
  isGiven(name: InputName): boolean {
    const { default: usual }: InputContract = inputs[name]
    const value = this.text(name)
    return value !== undefined && value.toLowerCase() !== usual
  }

  /** Reports inputs left over from another action, because they have no effect here. */
  refuseUndeclared({ actionUrl }: Run): void {
    for (const [name, replacement] of Object.entries(inputsOfOtherActions)) {
      if (this.#raw(name) === '') continue
      this.problems.push(inputOfOtherAction({ name, replacement }))
      this.#migrationPage = actionUrl === undefined ? 'docs/migrating.md' : `${actionUrl}/docs/migrating.md`
    }
  }

  /** Reports inputs that the operation does not use, unless they have their default value. */
  refuseUnused(operation: Operation): void {
    for (const [name, { usedBy }] of Object.entries(inputs) as [InputName, InputContract][]) {
      if (!this.isGiven(name) || usedBy.includes(operation)) continue
      this.problems.push(notUsedByOperation({ name, usedBy, operation }))
    }
  }
}

/**
 * Whether a text is a JSON list, as `toJSON` writes it over several lines. On one line, a list without quotes, such as
 * `[12]`, is a pattern.
 */
export function isJsonList(text: string): boolean {
  const list = decoded(text)
  return Array.isArray(list) && (list.length === 0 || /["\n]/.test(text))
}

/** Whether the name of an environment looks as if an expression in it were empty, such as `preview/pr-`. */
export const looksIncomplete = (name: string): boolean => /^[-_/]|[-–_./#:]$|\/\/|\(\)/.test(name)

/** Whether a text is an absolute http(s) URL. */
export function isWebAddress(text: string): boolean {
  const url = URL.parse(text)
  // An empty output leaves a URL such as `https://.example.com`.
  const isWhole = url !== null && !/^\.|\.\./.test(url.hostname)
  return isWhole && /^https?:\/\/\S+$/i.test(text) && !hasControls(text)
}

/**
 * Whether a text has control characters. Avoids the Unicode class because compiling it would add a millisecond to every
 * deployment.
 */
export const hasControls = (text: string): boolean => !/^[ -~\u00a0-\uffff]*$/.test(text)
