import { isatty } from 'node:tty'
import { styleText } from 'node:util'
import Table from 'cli-table3'
import { parse } from 'yaml'
import { Events } from '../../__tests__/simulator/events.ts'
import type { Deployment } from '../../__tests__/simulator/github/model.ts'
import { SimulatedGitHub } from '../../__tests__/simulator/github/server.ts'
import { startJob, type JobResult } from '../../__tests__/simulator/runner/job.ts'
import type { Step } from '../../__tests__/simulator/runner/step.ts'
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

  private constructor(github: SimulatedGitHub) {
    this.#github = github
    const repository = github.repository('octo/app')
    this.#scene = { repository, events: new Events(repository) }
  }

  static async start(): Promise<Teller> {
    return new Teller(await SimulatedGitHub.start())
  }

  stop(): Promise<void> {
    return this.#github.stop()
  }

  async tell({ title, jobs, ends }: Chapter): Promise<void> {
    this.#number += 1
    print(`\n${paint('bold', `${this.#number}. ${title}`)}\n`)
    const before = this.#github.requests.length
    const orders = jobs(this.#scene)
    const results = await Promise.all(orders.map(order => this.#run(order)))
    print(paint('gray', indented((orders[0]?.steps ?? '').trim())))
    results.forEach((result, place) => this.#showLog(result, orders[place]?.matrix))
    print(`\n${this.#holdings()}`)
    print(paint('gray', `   ${this.#spent(before)}`))
    for (const [environment, state] of Object.entries(ends)) {
      const shown = this.#scene.repository.live(environment)
      if (shown?.toUpperCase() !== state) this.#fail(`${environment} is ${shown ?? 'missing'}, and should be ${state}`)
    }
  }

  /** What the whole story must have kept to. */
  close(): void {
    for (const violation of this.#github.violations) this.#fail(violation)
    const count = this.#github.requests.length
    print(`\n${this.#number} chapters, ${count} requests: ${process.exitCode === 1 ? 'not as it should be' : 'all as it should be'}.`)
  }

  #fail(message: string): void {
    print(paint('red', `   ! ${message}`))
    process.exitCode = 1
  }

  async #run({ event, steps, matrix, cancelledIn }: Job): Promise<JobResult> {
    const job = startJob({
      github: this.#github,
      token: this.#github.token(),
      event,
      steps: parse(steps) as Step[],
      // A story need not wait the ten seconds that the runner gives a script.
      cancelTimeouts: { interrupt: 200, terminate: 200 },
      ...(matrix === undefined ? {} : { matrix }),
      ...(cancelledIn === undefined
        ? {}
        : { cancel: { step: cancelledIn, at: (cancel: () => void) => void setTimeout(cancel, 300) } })
    })
    return job.finished
  }

  #showLog({ steps }: JobResult, matrix: Record<string, string> | undefined): void {
    const whose = matrix === undefined ? '' : ` ${Object.values(matrix).join(', ')}`
    const stages = [
      ...steps.map(({ id, main }) => ({ name: `${id}${whose}`, log: main?.log })),
      ...steps.map(({ id, post }) => ({ name: `post of ${id}${whose}`, log: post?.log }))
    ]
    for (const { name, log } of stages) {
      const lines = (log ?? '').trim()
      if (lines !== '') print(`\n${paint('cyan', `   ${name}`)}\n${indented(lines)}`)
    }
  }

  #holdings(): string {
    const table = new Table({
      head: ['Deployment', 'Environment', 'Commit', 'State', 'Statuses', 'URL'],
      chars: plainBorders,
      style: { head: [], border: [], 'padding-left': 3, 'padding-right': 0 }
    })
    for (const deployment of this.#scene.repository.deployments) table.push(row(deployment))
    return table.toString().replaceAll(/ +$/gm, '')
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

const plainBorders = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right', 'left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'].map(
    side => [side, '']
  )
)

const paint = (style: Style, text: string): string => (isatty(1) ? styleText(style, text) : text)

const indented = (text: string): string => text.replaceAll(/^/gm, '   ')

const print = (text: string): void => console.log(text)
