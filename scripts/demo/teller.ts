import { isatty } from 'node:tty'
import { styleText } from 'node:util'
import { parse } from 'yaml'
import { Events } from '../../__tests__/simulator/events.ts'
import type { Deployment } from '../../__tests__/simulator/github/model.ts'
import { SimulatedGitHub } from '../../__tests__/simulator/github/server.ts'
import { startJob, type JobResult } from '../../__tests__/simulator/runner/job.ts'
import type { Step } from '../../__tests__/simulator/runner/step.ts'
import { plainTable } from '../table.ts'
import type { Chapter, Job, Scene } from './story.ts'

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

/** Runs chapters on one simulated GitHub, and shows them: with colour in a terminal, plain when piped. */
export class Teller {
  readonly #github: SimulatedGitHub
  readonly #scene: Scene
  #number = 0

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

  async tell({ title, jobs, ends }: Chapter): Promise<void> {
    this.#number += 1
    print(`\n${paint('bold', `${this.#number}. ${title}`)}`)
    const before = this.#github.requests.length
    const orders = jobs(this.#scene)
    const results = await Promise.all(orders.map(order => this.#run(order)))
    for (const steps of new Set(orders.map(order => order.steps.trim()))) print(`\n${paint('gray', indented(steps))}`)
    results.forEach((result, place) => this.#showLog(result, orders[place]?.name))
    print(`\n${this.#holdings()}`)
    print(paint('gray', `   ${this.#spent(before)}`))
    for (const [environment, state] of Object.entries(ends)) {
      const shown = this.#scene.repository.deploymentsOf(environment).at(-1)?.shown
      if (shown?.toUpperCase() !== state) this.#fail(`${environment} is ${shown ?? 'missing'}, and should be ${state}`)
    }
  }

  /** What the whole story must have kept to. */
  close(): void {
    for (const violation of this.#github.violations) this.#fail(violation)
    const count = this.#github.requests.length
    const verdict = process.exitCode === 1 ? 'not as it should be' : 'all as it should be'
    print(`\n${this.#number} chapters, ${count} requests: ${verdict}.`)
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
      // A story need not wait the ten seconds that the runner gives a script.
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

  #holdings(): string {
    const head = ['Deployment', 'Environment', 'Commit', 'State', 'Statuses', 'URL']
    return plainTable(head, this.#scene.repository.deployments.map(row))
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
    String(deployment.id),
    deployment.environment,
    deployment.sha.slice(0, 7),
    paint(colours[shown] ?? 'white', shown.toLowerCase().replace('_', ' ')),
    statuses.map(({ state }) => state).join(', ') || '-',
    statuses.findLast(({ environmentUrl }) => environmentUrl !== '')?.environmentUrl ?? '-'
  ]
}

/** The name of a step; the runner makes one up where there is none. */
const titled = (id: string): string =>
  id.startsWith('__run') ? 'run' : id.startsWith('__') ? 'deployment-lifecycle' : id

const paint = (style: Style, text: string): string => (isatty(1) ? styleText(style, text) : text)

const indented = (text: string): string => text.replaceAll(/^/gm, '   ')

const print = (text: string): void => console.log(text)
