import { commitOf, isTransientByEvent, type CommitSource, type Event } from '../domain/commit.ts'
import { deploymentFrom, shortened, states, type Deployment } from '../domain/deployment.ts'
import { at, isBottomless, isObject } from '../domain/json.ts'
import { Problem } from '../domain/problem.ts'
import { whyNotNamed } from '../domain/match.ts'
import { knownWords, outcomeWords } from '../domain/outcome.ts'
import { fullName, isRunsOwn, logUrl, runPayload, sameOrigin, type Repository, type Run } from '../domain/run.ts'
import { isBoundless, isExclusion } from '../domain/pattern.ts'
import type { AutoInactive } from '../domain/superseding.ts'
import { tokenKind, type TokenKind } from '../domain/token.ts'
import type { CreateCommand } from '../operations/create.ts'
import type { DeployCommand, Plan, StatusTexts } from '../operations/deploy.ts'
import type { FindCommand } from '../operations/find.ts'
import type { Target } from '../operations/target.ts'
import type { TeardownCommand } from '../operations/teardown.ts'
import type { UpdateCommand } from '../operations/update.ts'
import type { WaitCommand } from '../operations/wait.ts'
import { inputs, operations, type InputContract, type InputName, type Operation } from './contract.ts'
import { foreignInputs } from './peers.ts'

export type Command = DeployCommand | CreateCommand | UpdateCommand | TeardownCommand | FindCommand | WaitCommand

/** Which GitHub to talk to, and with what. */
export interface Connection {
  apiUrl: string
  repository: Repository
  /** The token, and where another may stand in when it has ended, that one. */
  tokens: readonly [string, ...string[]]
  /** The token for deleting an environment. */
  environmentToken: string
  tokenKind: TokenKind
}

export interface Request {
  command: Command
  connection: Connection
  summary: boolean
  warnings: readonly string[]
}

/** The value of an input, also of one that action.yml does not declare. */
export type RawInputs = (name: string) => string

/**
 * Reads the inputs into a command. Nothing has been sent to GitHub by then, and every problem is in the one error.
 *
 * @throws Problem that lists all that is wrong
 */
export function readRequest(raw: RawInputs, run: Run, event: Event): Request {
  const form = new Form(raw, migrationPage(run))
  form.refuseUndeclared()
  const operation = form.text('operation') === undefined ? 'deploy' : form.choice('operation', operations)
  if (operation !== undefined) form.refuseUnused(operation)
  const summary = form.flag('summary') ?? true
  const connection = readConnection(form, run, event)
  // What the other inputs may be depends on the operation.
  const command = operation && form.attempt(() => new CommandReader(form, operation, run, event, connection).read())
  if (form.problems.length > 0 || command === undefined) throw form.problem()
  return { command, connection, summary, warnings: form.warnings }
}

/** The inputs as text, and what is wrong with them. */
class Form {
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

  /** What a piece of parsing throws becomes one of the problems. */
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

  /** A text of one line. */
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

  /** https://yaml.org/spec/1.2.2/#1032-tag-resolution */
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

  /** The words of a list; of nothing but separators, that text itself, which is no word. */
  words(name: InputName): string[] {
    const value = this.text(name)
    const words = this.lines(name, /[\n,]/)
    return value === undefined || words.length > 0 ? words : [value]
  }

  /** One outcome, or those of several jobs or steps. */
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

  /** A span of time such as `90s`, in milliseconds. */
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

  /** Whether an input has another value than its default. */
  isGiven(name: InputName): boolean {
    const { default: usual }: InputContract = inputs[name]
    const value = this.text(name)
    return value !== undefined && value.toLowerCase() !== usual
  }

  /** An input of another action that was left in place does nothing, so it is an error. */
  refuseUndeclared(): void {
    for (const [name, ours] of Object.entries(foreignInputs)) {
      if (this.#raw(name) === '') continue
      this.problems.push(`"${name}" is not an input of this action: use ${ours}.`)
      this.#isMigrated = false
    }
  }

  /** An input that the operation does not use may only have its default. */
  refuseUnused(operation: Operation): void {
    for (const [name, { usedBy }] of Object.entries(inputs) as [InputName, InputContract][]) {
      if (!this.isGiven(name) || usedBy.includes(operation)) continue
      this.problems.push(`"${name}" belongs to ${inWords(usedBy)}, not to ${operation}.`)
    }
  }
}

function readConnection(form: Form, run: Run, event: Event): Connection {
  const name = form.line('repository') ?? fullName(run.repository)
  // A part that is only dots would be a way up in the path of a request.
  const [, owner, repo] = /^(?!\.+\/)([\w.-]+)\/(?!\.+$)([\w.-]+)$/.exec(name) ?? []
  if (owner === undefined || repo === undefined) {
    form.problems.push(
      name === '/'
        ? '"repository" is missing, and the runner does not say where the workflow runs.'
        : `"repository" must be owner/name, not "${name}".`
    )
  }
  const apiUrl = (URL.parse(form.url('api-url') ?? '')?.href ?? run.apiUrl).replace(/\/+$/, '')
  const repository = { owner: owner ?? '', name: repo ?? '' }
  const isOwnHost = sameOrigin(apiUrl, run.apiUrl)
  const workflowToken = form.text('workflow-token') ?? ''
  const given = form.text('token') ?? ''
  const token = given === '' && isOwnHost ? workflowToken : given
  if (token === '') {
    form.problems.push(
      isOwnHost
        ? '"token" is missing: the runner has none for this job. With act, run "act -s GITHUB_TOKEN=…".'
        : '"token" is missing: the host of "api-url" needs a token of its own.'
    )
  }
  if (token !== '' && !isOwnHost && token === workflowToken) {
    form.problems.push(
      '"api-url" is another host\'s, for which the workflow\'s own token is not: give one of that host as "token".'
    )
  }
  const environmentToken = form.text('environment-token') ?? token
  if (!isOwnHost && environmentToken === workflowToken && environmentToken !== token) {
    form.problems.push('"environment-token" is the workflow\'s own token, which is not for the host of "api-url".')
  }
  for (const input of ['token', 'environment-token'] as const) {
    const isStrange = /[^\x21-\x7e]/.test(form.text(input) ?? '')
    if (isStrange) form.problems.push(`"${input}" has characters that no token has.`)
  }
  const isOwn = isRunsOwn({ apiUrl, repository }, run)
  const spare = isOwn && workflowToken !== '' && workflowToken !== token ? [workflowToken] : []
  return {
    apiUrl,
    repository,
    tokens: [token, ...spare],
    environmentToken,
    tokenKind: tokenKind(token, workflowToken, repository, run, event)
  }
}

/** Reads what belongs to one operation, after what belongs to all. */
class CommandReader {
  readonly #form: Form
  readonly #operation: Operation
  readonly #run: Run
  readonly #event: Event
  /** Whether the event is about the repository that the operation is about. */
  readonly #isOwn: boolean
  readonly #usesWorkflowToken: boolean

  constructor(form: Form, operation: Operation, run: Run, event: Event, connection: Connection) {
    this.#form = form
    this.#operation = operation
    this.#run = run
    this.#event = event
    this.#isOwn = isRunsOwn(connection, run)
    this.#usesWorkflowToken = connection.tokens[0] === form.text('workflow-token')
  }

  read(): Command | undefined {
    switch (this.#operation) {
      case 'deploy':
        return this.#deploy()
      case 'create':
        return this.#create()
      case 'update':
        return this.#update()
      case 'deactivate':
      case 'delete':
        return this.#teardown(this.#operation)
      case 'find':
        return this.#find()
      case 'wait':
        return this.#wait()
    }
  }

  #deploy(): DeployCommand | undefined {
    const form = this.#form
    // In main, both URLs may be half an expression; post judges them.
    const environmentUrl = this.#wholeUrl('environment-url')
    const givenLogUrl = this.#wholeUrl('log-url')
    const texts = {
      ...this.#texts(givenLogUrl ?? logUrl(this.#run)),
      ...(environmentUrl === undefined ? {} : { environmentUrl }),
      ...(givenLogUrl === undefined ? {} : { isLogUrlGiven: true as const })
    }
    const id = form.whole('deployment-id', 1)
    const isReceived = this.#isOwn && this.#event.name === 'deployment'
    if (form.text('deployment-id') === undefined && !isReceived) {
      const plan = this.#plan()
      return plan === undefined ? undefined : { operation: 'deploy', ...texts, begin: { kind: 'new', plan } }
    }
    for (const name of [
      'ref',
      'payload',
      'transient-environment',
      'production-environment',
      'auto-merge',
      'required-contexts'
    ] as const) {
      if (form.text(name) !== undefined) {
        form.problems.push(`"${name}" cannot be given for a deployment that exists already and is taken over.`)
      }
    }
    const environment = this.#environment()
    const task = form.line('task')
    const received = isReceived ? this.#received() : undefined
    const existing = id === received?.id ? received : (id ?? received)
    if (existing === undefined) return undefined
    return {
      operation: 'deploy',
      ...texts,
      begin: {
        kind: 'take over',
        existing,
        ...(environment === undefined ? {} : { environment }),
        ...(task === undefined ? {} : { task })
      }
    }
  }

  #create(): CreateCommand | undefined {
    const form = this.#form
    const state = form.choice('state', states)
    const environmentUrl = form.url('environment-url')
    if (environmentUrl !== undefined && form.text('state') === undefined) {
      form.problems.push('"environment-url" belongs to a status: give "state" with it.')
    }
    const plan = this.#plan()
    const texts = this.#texts()
    if (plan === undefined) return undefined
    return {
      operation: 'create',
      plan,
      ...texts,
      startsNoWorkflow: this.#usesWorkflowToken,
      ...(environmentUrl === undefined ? {} : { environmentUrl }),
      ...(state === undefined ? {} : { state })
    }
  }

  #update(): UpdateCommand | undefined {
    const form = this.#form
    const words = form.outcomes('state')
    if (words.length === 0) form.problems.push('"state" is missing: update needs it.')
    const environmentUrl = form.url('environment-url')
    const target = this.#target()
    const texts = this.#texts()
    if (target === undefined) return undefined
    return {
      operation: 'update',
      target,
      words,
      isCancelled: form.text('job-status') === 'cancelled',
      ...texts,
      ...(environmentUrl === undefined ? {} : { environmentUrl })
    }
  }

  #teardown(operation: 'deactivate' | 'delete'): TeardownCommand | undefined {
    const form = this.#form
    const id = form.whole('deployment-id', 1)
    const lines = this.#environments()
    const task = form.line('task')
    const filters = ['state', 'older-than', 'keep', 'keep-open-pull-requests', 'delete-environment'] as const
    if (form.text('deployment-id') !== undefined) {
      const given = [
        ...(task === undefined ? [] : ['task']),
        ...(['environment', ...filters] as const).filter(name => form.isGiven(name))
      ]
      for (const name of given) form.problems.push(`"${name}" cannot be given together with "deployment-id".`)
    } else if (lines.length === 0) {
      form.problems.push(`"environment" or "deployment-id" is missing: ${operation} needs one of them.`)
    }
    if (!lines.some(isExclusion)) {
      for (const line of lines.filter(isBoundless)) {
        form.problems.push(
          `"environment" must not be "${line}" without an exclusion: it matches every environment. Add a line for each one that must stay, such as "!staging".`
        )
      }
    }
    if (lines.length > 0 && lines.every(isExclusion)) this.#refuseExclusionsOnly(lines)
    const olderThan = form.span('older-than')
    const keep = form.whole('keep', 0)
    const states_ = form.choices('state', states)
    const { description, logUrl: log } = this.#texts()
    const dryRun = form.flag('dry-run') ?? false
    const keepOpenPullRequests = form.flag('keep-open-pull-requests') ?? false
    const deleteEnvironment = operation === 'delete' && (form.flag('delete-environment') ?? false)
    return {
      operation,
      target: id === undefined ? { by: 'environments', lines } : { by: 'id', id },
      filters: {
        ...(task === undefined ? {} : { task }),
        states: states_,
        keepOpenPullRequests,
        ...(olderThan === undefined ? {} : { olderThan }),
        ...(keep === undefined ? {} : { keep })
      },
      logUrl: log,
      dryRun,
      deleteEnvironment,
      ...(description === undefined ? {} : { description })
    }
  }

  #find(): FindCommand | undefined {
    const form = this.#form
    const lines = this.#environments()
    if (lines.length === 0) form.problems.push(`"environment" is missing: ${this.#operation} needs it.`)
    // A line on its own has nothing to exclude from: it is a name.
    if (lines.length > 1 && lines.every(isExclusion)) this.#refuseExclusionsOnly(lines)
    const state = form.choice('state', states) ?? 'success'
    const ref = form.line('ref')
    const task = form.line('task')
    return {
      operation: 'find',
      lines,
      state,
      ...(ref === undefined ? {} : { commit: commitOf(this.#event, ref) }),
      ...(task === undefined ? {} : { task })
    }
  }

  /** Names and patterns, a line each. */
  #environments(): string[] {
    const lines = this.#form.lines('environment', /\n/)
    for (const line of lines) this.#checkName(line)
    if (lines.includes('!')) {
      this.#form.problems.push('"environment" has a line "!" that excludes nothing: a name or pattern must follow.')
    }
    return lines
  }

  #refuseExclusionsOnly(lines: readonly string[]): void {
    this.#form.problems.push(
      `"environment" only excludes: give at least one name or pattern to begin with. If the name of an environment starts with "!", write "\\${lines[0] ?? ''}".`
    )
  }

  #wait(): WaitCommand | undefined {
    const timeout = this.#form.span('timeout') ?? 30 * 60_000
    const interval = this.#form.span('interval') ?? 10_000
    const target = this.#target()
    return target === undefined ? undefined : { operation: 'wait', target, timeout, interval }
  }

  /** A URL that is complete in main already. */
  #wholeUrl(name: 'environment-url' | 'log-url'): string | undefined {
    const given = this.#form.text(name)
    return given !== undefined && isWebAddress(given) ? given : undefined
  }

  /** What every status carries. */
  #texts(log = this.#form.url('log-url') ?? logUrl(this.#run)): StatusTexts {
    const form = this.#form
    const given = form.text('description')
    const description = given === undefined ? undefined : shortened(given)
    if (description !== given) form.warnings.push(tooLong)
    const autoInactive = form.choice('auto-inactive', ['true', 'false', 'always'] satisfies AutoInactive[]) ?? 'true'
    return {
      logUrl: log,
      autoInactive,
      ...(description === undefined ? {} : { description })
    }
  }

  /** A deployment to be created. */
  #plan(): Plan | undefined {
    const form = this.#form
    const environment = this.#requiredEnvironment()
    const production = form.flag('production-environment')
    const transient = form.flag('transient-environment')
    const payload = this.#payload()
    const commit = this.#commit()
    const task = form.line('task') ?? 'deploy'
    const autoMerge = form.flag('auto-merge') ?? false
    const requiredContexts = this.#requiredContexts()
    if (environment === undefined || commit === undefined) return undefined
    const target = { environment, production: production === true }
    return {
      commit,
      task,
      environment,
      payload: payload ?? runPayload(this.#run, this.#operation === 'create' ? 'create' : 'deploy'),
      marked: payload === undefined && this.#run.checkRunId !== undefined,
      transient: transient ?? (this.#isOwn && isTransientByEvent(this.#event, target)),
      ...(production === undefined ? {} : { production }),
      autoMerge,
      ...(requiredContexts === undefined ? {} : { requiredContexts })
    }
  }

  /** https://docs.github.com/rest/deployments/deployments#create-a-deployment (payload) */
  #payload(): Record<string, unknown> | string | undefined {
    const text = this.#form.text('payload')
    if (text === undefined || !/^[{[]/.test(text)) return text
    try {
      const json: unknown = JSON.parse(text)
      if (isObject(json) && !isBottomless(json)) return json
    } catch {
      // Reported below, together with the lists.
    }
    this.#form.problems.push('"payload" begins like JSON, but is not a JSON object.')
    return undefined
  }

  /** `undefined` means all contexts, an empty list means none. */
  #requiredContexts(): string[] | undefined {
    const names = this.#form.words('required-contexts')
    if (names.length === 1 && names[0]?.toLowerCase() === 'all') return undefined
    if (names.length === 1 && names[0]?.toLowerCase() === 'none') return []
    if (names.some(name => /^(all|none|[\s,]+)$/i.test(name))) {
      this.#form.problems.push('"required-contexts" must be none, all, or names; not a mixture.')
    }
    return [...new Set(names)]
  }

  #commit(): CommitSource | undefined {
    const ref = this.#form.line('ref')
    if (this.#form.text('ref') !== undefined && ref === undefined) return undefined
    if (ref === undefined && !this.#isOwn) {
      this.#form.problems.push('"ref" is missing: the event says nothing about another repository.')
      return undefined
    }
    return this.#form.attempt(() => commitOf(this.#event, ref))
  }

  #target(): Target | undefined {
    const form = this.#form
    const id = form.whole('deployment-id', 1)
    const environment = this.#environment()
    const task = form.line('task')
    const named = { ...(environment === undefined ? {} : { environment }), ...(task === undefined ? {} : { task }) }
    const isRefGiven = form.text('ref') !== undefined
    if (form.text('deployment-id') !== undefined) {
      const commit = isRefGiven ? this.#commit() : undefined
      return id === undefined ? undefined : { by: 'id', id, ...named, ...(commit === undefined ? {} : { commit }) }
    }
    if (this.#isOwn && !isRefGiven && ['deployment', 'deployment_status'].includes(this.#event.name)) {
      const deployment = this.#received()
      if (deployment === undefined) return undefined
      if (this.#operation === 'update' || whyNotNamed(deployment, named) === undefined) {
        return { by: 'event', deployment, ...named }
      }
      // To wait for what the event is not about is to wait for another deployment of its commit.
      const commit: CommitSource = { kind: 'ref', ref: deployment.sha }
      return { by: 'commit', environment: deployment.environment, ...named, commit, orAnyCommit: false }
    }
    const commit = this.#commit()
    if (form.text('environment') === undefined) {
      form.problems.push(`"deployment-id" or "environment" is missing: ${this.#operation} needs a deployment.`)
    }
    return environment === undefined || commit === undefined
      ? undefined
      : { by: 'commit', ...named, environment, commit, orAnyCommit: !isRefGiven }
  }

  /** The deployment of a `deployment` or `deployment_status` event. */
  #received(): Deployment | undefined {
    const deployment = deploymentFrom(at(this.#event.payload, 'deployment'))
    if (deployment === undefined) {
      this.#form.problems.push(
        `The event ${this.#event.name} holds no deployment that can be read: give "deployment-id".`
      )
    }
    return deployment
  }

  #requiredEnvironment(): string | undefined {
    if (this.#form.text('environment') === undefined) {
      this.#form.problems.push(`"environment" is missing: ${this.#operation} needs it.`)
    }
    return this.#environment()
  }

  #environment(): string | undefined {
    const name = this.#form.text('environment')
    if (name === undefined) return undefined
    if (/[\r\n]/.test(name)) {
      this.#form.problems.push('"environment" must be one name: for several, run the job as a matrix.')
      return undefined
    }
    return this.#checkName(name) ? name : undefined
  }

  /** https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments */
  #checkName(name: string): boolean {
    if (hasControls(name)) {
      this.#form.problems.push('"environment" must not contain control characters.')
      return false
    }
    if (Array.from(name).length <= 255) return true
    this.#form.problems.push(`"environment" must have at most 255 characters, not ${Array.from(name).length}.`)
    return false
  }
}

/** What becomes of a description that GitHub would reject. */
export const tooLong = '"description" is longer than the 140 characters that GitHub accepts, so it was cut.'

/** Whether a text is an absolute http(s) URL. */
export function isWebAddress(text: string): boolean {
  const url = URL.parse(text)
  // `https://.example.com` is what an empty output leaves.
  const isWhole = url !== null && !/^\.|\.\./.test(url.hostname)
  return isWhole && /^https?:\/\/\S+$/i.test(text) && !hasControls(text) && /^https?:$/.test(url.protocol)
}

/** Returns what is wrong with a URL. `terraform output` without `-raw` prints quotes around it. */
export function urlProblem(name: InputName, value: string): string {
  return /^(["'`]).*\1$/.test(value)
    ? `"${name}" must be a URL without quotes around it, not ${value}. With Terraform, use "terraform output -raw".`
    : `"${name}" must be an absolute http or https URL, not "${value}".`
}

/** The page of this action about the inputs of others. */
const migrationPage = ({ actionUrl }: Run): string =>
  actionUrl === undefined ? 'docs/migrating.md' : `${actionUrl}/docs/migrating.md`

/** Without the Unicode class for them: a regular expression takes a millisecond to build that, in front of every deploy. */
const hasControls = (text: string): boolean => !/^[ -~\u00a0-\uffff]*$/.test(text)

/** `a`, `a and b`, `a, b and c`. */
const inWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
