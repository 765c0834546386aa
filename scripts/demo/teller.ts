import { isatty } from 'node:tty'
import { styleText } from 'node:util'
import { parse } from 'yaml'
import { Events } from '../../__tests__/simulator/events.ts'
import type { Deployment } from '../../__tests__/simulator/github/model.ts'
import { SimulatedGitHub } from '../../__tests__/simulator/github/server.ts'
import { startJob, type JobResult } from '../../__tests__/simulator/runner/job.ts'
import type { Step } from '../../__tests__/simulator/runner/step.ts'
import { plainTable } from '../table.ts'
import { wrapped } from './wrapped.ts'
import { labelOf, type Chapter, type Job, type Scene } from './story.ts'

type Style = Parameters<typeof styleText>[0]

const colours: Record<string, Style> = {
  ACTIVE: 'green',
  FAILURE: 'red',
  ERROR: 'red',
  PENDING: 'yellow',
  IN_PROGRESS: 'yellow',
  INACTIVE: 'gray',
  DESTROYED: 'gray'
}

/** Plays chapters on one simulated GitHub, and prints them: with colours in a terminal, without them in a pipe. */
export class Teller {
  readonly #github: SimulatedGitHub
  readonly #scene: Scene
  /** The rows of the table after the last chapter, by the id of the deployment. */
  #rows = new Map<number, string>()
  #number = 0
  #shown = 0

  private constructor(github: SimulatedGitHub, hoursLater: Scene['hoursLater']) {
    this.#github = github
    const repository = github.repository('octo/app')
    this.#scene = { repository, events: new Events(repository), hoursLater }
  }

  static async start(): Promise<Teller> {
    let ahead = 0
    const clock = { now: () => Date.now() + ahead }
    return new Teller(await SimulatedGitHub.start({ clock }), hours => {
      ahead += hours * 3_600_000
    })
  }

  stop(): Promise<void> {
    return this.#github.stop()
  }

  /** Plays a chapter. An invisible one only prepares GitHub for the next chapters. */
  async tell({ title, jobs, ends }: Chapter, visible: boolean): Promise<void> {
    this.#number += 1
    const heading = `${this.#number}. ${title}`
    const before = this.#github.requests.length
    const orders = jobs(this.#scene)
    if (visible) print(`\n${paint('bold', heading)}`)
    const results = await Promise.all(orders.map(order => this.#run(order)))
    const changes = this.#changes()
    if (visible) {
      this.#shown += 1
      for (const steps of new Set(orders.map(order => order.steps.trim()))) {
        print(`\n${paint('gray', indented(steps))}`)
      }
      results.forEach((result, place) => this.#showLog(result, orders[place]?.name))
      print(`\n${changes}`)
      print(paint('gray', `   ${this.#spent(before)}`))
    }
    for (const [label, state] of Object.entries(ends)) {
      const shown = this.#scene.repository.deployments.findLast(deployment => labelOf(deployment) === label)?.shown
      if (shown?.toUpperCase() !== state) this.#fail(`${label} is ${shown ?? 'missing'}, and should be ${state}`)
    }
  }

  /** Checks the rules that hold for the whole story. */
  close(): void {
    for (const violation of this.#github.violations) this.#fail(violation)
    const count = this.#github.requests.length
    const verdict = process.exitCode === 1 ? 'not as expected' : 'all as expected'
    const chapters = this.#shown === 1 ? `Chapter ${this.#number}` : `${this.#shown} chapters`
    print(`\n${chapters}, ${count} requests: ${verdict}.`)
  }

  #fail(message: string): void {
    print(paint('red', `   ! ${message}`))
    process.exitCode = 1
  }

  #run({ event, steps, matrix, cancelledIn, lostIn }: Job): Promise<JobResult> {
    const strikes = cancelledIn ?? lostIn
    const job = startJob({
      github: this.#github,
      token: this.#github.token(),
      event,
      steps: parse(steps) as Step[],
      // The runner gives a script ten seconds to end. A story does not need that long.
      cancelTimeouts: { interrupt: 200, terminate: 200 },
      ...(matrix === undefined ? {} : { matrix }),
      ...(strikes === undefined ? {} : { cancel: { step: strikes, at: () => void setTimeout(strike, 300) } })
    })
    const strike = (): void => (cancelledIn === undefined ? job.shutdown() : job.cancel())
    return job.finished
  }

  #showLog({ steps }: JobResult, name?: string): void {
    const whose = name === undefined ? '' : ` (${name})`
    const stages = [
      ...steps.map(({ id, main }) => ({ name: `${titled(id)}${whose}`, log: main?.log })),
      ...steps.map(({ id, post }) => ({ name: `${titled(id)}, post${whose}`, log: post?.log }))
    ]
    for (const { name, log } of stages) {
      const lines = (log ?? '').trim()
      if (lines !== '') print(`\n${paint('cyan', `   ${name}`)}\n${indented(lines)}`)
    }
  }

  /** The deployments that the chapter has created or changed, each with its URL below. */
  #changes(): string {
    const { deployments } = this.#scene.repository
    const seen = this.#rows
    this.#rows = new Map(
      deployments.map(deployment => [deployment.id, JSON.stringify([row(deployment), url(deployment)])])
    )
    const changed = deployments.filter(({ id }) => this.#rows.get(id) !== seen.get(id))
    const table = plainTable(['Environment', 'Commit', 'State', 'Statuses'], changed.map(row))
    const urls = ['', ...changed.map(url)]
    return table
      .split('\n')
      .map((line, place) => `${line}${urls[place] ? `\n     ${urls[place]}` : ''}`)
      .join('\n')
  }

  #spent(before: number): string {
    const kinds = this.#github.requests.slice(before).map(({ kind }) => kind)
    const rest = kinds.filter(kind => kind === 'rest').length
    return `Requests: ${rest} REST, ${kinds.length - rest} GraphQL`
  }
}

function row(deployment: Deployment): string[] {
  const shown = deployment.shown.toUpperCase()
  const { statuses } = deployment
  return [
    labelOf(deployment),
    deployment.sha.slice(0, 7),
    paint(colours[shown] ?? 'white', shown.toLowerCase().replace('_', ' ')),
    statuses.map(({ state }) => state).join(', ') || '-'
  ]
}

const url = ({ statuses }: Deployment): string =>
  statuses.findLast(({ environmentUrl }) => environmentUrl !== '')?.environmentUrl ?? ''

/** Returns the name of a step. If it has no id, the runner makes one up. */
const titled = (id: string): string =>
  id.startsWith('__run') ? 'run' : id.startsWith('__') ? 'deployment-lifecycle' : id

const paint = (style: Style, text: string): string => (isatty(1) ? styleText(style, text) : text)

const indented = (text: string): string => text.replaceAll(/^/gm, '   ')

/** Prints as wide as the terminal, or 80 columns in a pipe. */
const print = (text: string): void => console.log(wrapped(text, process.stdout.columns || 80))
