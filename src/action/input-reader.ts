import { Problem } from '../messages/problem.ts'
import { knownWords, outcomeWords } from '../domain/outcome.ts'
import { inputs, type InputContract, type InputName, type Operation } from './contract.ts'
import { inputsOfOtherActions } from './other-actions.ts'
import { hasControls, isWebAddress, urlProblem } from './text-rules.ts'

/** Returns the value of an input, even if action.yml does not declare it. */
export type RawInputs = (name: string) => string

/** Reads inputs and collects their problems. */
export class InputReader {
  readonly problems: string[] = []
  readonly warnings: string[] = []
  readonly #raw: RawInputs
  readonly #migrationPage: string
  #isMigrated = true

  constructor(raw: RawInputs, page: string) {
    this.#raw = raw
    this.#migrationPage = page
  }

  problem(): Problem {
    const [only, ...others] = this.problems
    const page = this.#isMigrated ? '' : ` For the inputs of other actions, see ${this.#migrationPage}.`
    const remedy = `Correct the "with:" of this step; nothing was sent to GitHub.${page}`
    return others.length === 0
      ? new Problem(only ?? '', remedy)
      : new Problem(
          `${this.problems.length} things are wrong with the inputs:\n${this.problems.map(line => `- ${line}`).join('\n')}\n`,
          remedy
        )
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
    this.problems.push(`"${name}" must be one line without control characters.`)
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
    this.problems.push(`"${name}" must be true or false, not "${value}".`)
    return undefined
  }

  choice<T extends string>(name: InputName, among: readonly T[]): T | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const found = among.find(word => word === value.toLowerCase())
    if (found === undefined) this.problems.push(`"${name}" must be one of ${among.join(', ')}, not "${value}".`)
    return found
  }

  choices<T extends string>(name: InputName, among: readonly T[]): T[] {
    return this.words(name).flatMap(value => {
      const found = among.find(word => word === value.toLowerCase())
      if (found === undefined)
        this.problems.push(`"${name}" must be one or more of ${among.join(', ')}, not "${value}".`)
      return found ?? []
    })
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
    for (const word of new Set(words.filter(each => !known.includes(each)))) {
      const many = words.length > 1 ? 'one or more' : 'one'
      this.problems.push(`"${name}" must be ${many} of ${known.join(', ')}, not "${word}".`)
    }
    return words
  }

  whole(name: InputName, least: number): number | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const number = Number(value)
    if (/^\d+$/.test(value) && Number.isSafeInteger(number) && number >= least) return number
    this.problems.push(`"${name}" must be a whole number of at least ${least}, not "${value}".`)
    return undefined
  }

  /** Returns a duration such as `90s` in milliseconds. */
  span(name: InputName): number | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(value) ?? []
    const seconds = { s: 1, m: 60, h: 3600, d: 86_400 }[unit ?? ''] ?? 0
    if (Number(count) * seconds > 0) return Number(count) * seconds * 1000
    this.problems.push(`"${name}" must be a number with s, m, h or d, such as 90s, 30m, 12h or 14d, not "${value}".`)
    return undefined
  }

  url(name: InputName): string | undefined {
    const value = this.line(name)
    if (value === undefined || isWebAddress(value)) return value
    this.problems.push(urlProblem(name, value))
    return undefined
  }

  /** Whether an input has a value other than its default. */
  isGiven(name: InputName): boolean {
    const { default: usual }: InputContract = inputs[name]
    const value = this.text(name)
    return value !== undefined && value.toLowerCase() !== usual
  }

  /** Reports inputs left over from another action, because they have no effect here. */
  refuseUndeclared(): void {
    for (const [name, ours] of Object.entries(inputsOfOtherActions)) {
      if (this.#raw(name) === '') continue
      this.problems.push(`"${name}" is not an input of this action: use ${ours}.`)
      this.#isMigrated = false
    }
  }

  /** Reports inputs that the operation does not use, unless they have their default value. */
  refuseUnused(operation: Operation): void {
    for (const [name, { usedBy }] of Object.entries(inputs) as [InputName, InputContract][]) {
      if (!this.isGiven(name) || usedBy.includes(operation)) continue
      this.problems.push(`"${name}" belongs to ${inWords(usedBy)}, not to ${operation}.`)
    }
  }
}

/** Joins words for a sentence: `a`, `a and b`, `a, b and c`. */
const inWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
