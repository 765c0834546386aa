/**
 * Tells a story: the simulated runner starts the shipped bundle, and the bundle talks to the simulated GitHub. Each chapter
 * shows the log of its steps and the changes on GitHub. The command fails if a chapter has an unexpected end.
 * `npm run demo -- 2` shows one chapter. The chapters before it run first, without output.
 */
import { isatty } from 'node:tty'
import { styleText } from 'node:util'
import { stringify } from 'yaml'
import type { Deployment } from '../__tests__/simulator/github/model.ts'
import type { JobResult } from '../__tests__/simulator/runner/job.ts'
import { chapters } from './stories/chapters.ts'
import { endOf, labelOf, problemsAfter, runOnRunner, startScene } from './stories/story.ts'
import { wrapped } from './stories/wrapped.ts'
import { plainTable } from './table.ts'

type Style = Parameters<typeof styleText>[0]

const colours: Record<string, Style> = {
  active: 'green',
  failure: 'red',
  error: 'red',
  pending: 'yellow',
  in_progress: 'yellow',
  inactive: 'gray',
  destroyed: 'gray'
}

const paint = (style: Style, text: string): string => (isatty(1) ? styleText(style, text) : text)

const indented = (text: string): string => text.trimEnd().replaceAll(/^/gm, '   ')

/** Prints as wide as the terminal, or 80 columns in a pipe. */
const print = (text: string): void => console.log(wrapped(text, process.stdout.columns || 80))

/** Returns the name of a step. If it has no id, the runner makes one up. */
const titled = (id: string): string =>
  id.startsWith('__run') ? 'run' : id.startsWith('__') ? 'deployment-lifecycle' : id

function showLog({ steps }: JobResult, name?: string): void {
  const whose = name === undefined ? '' : ` (${name})`
  const stages = [
    ...steps.map(({ id, main }) => ({ title: `${titled(id)}${whose}`, log: main?.log ?? '' })),
    ...steps.map(({ id, post }) => ({ title: `${titled(id)}, post${whose}`, log: post?.log ?? '' }))
  ]
  for (const { title, log } of stages) {
    if (log.trim() !== '') print(`\n${paint('cyan', `   ${title}`)}\n${indented(log.trim())}`)
  }
}

/** Returns a table of deployments, each with its URL below. */
function tableOf(deployments: readonly Deployment[]): string {
  const rows = deployments.map(deployment => {
    const { sha, shown, statuses } = deployment
    const state = paint(colours[shown] ?? 'white', shown.replace('_', ' '))
    return [labelOf(deployment), sha.slice(0, 7), state, statuses.map(({ state }) => state).join(', ') || '-']
  })
  const [head = '', ...lines] = plainTable(['Environment', 'Commit', 'State', 'Statuses'], rows).split('\n')
  const urls = deployments.map(({ statuses }) => statuses.findLast(status => status.environmentUrl)?.environmentUrl)
  return [head, ...lines.flatMap((line, place) => [line, ...(urls[place] ? [`     ${urls[place]}`] : [])])].join('\n')
}

const [asked, ...others] = process.argv.slice(2)
const only = asked === undefined ? undefined : Number(asked)
const told = Object.entries(chapters).slice(0, only)
if (others.length > 0 || (only !== undefined && told.length !== only)) {
  const count = Object.keys(chapters).length
  console.error(`Usage: npm run demo, or npm run demo -- CHAPTER with a number from 1 to ${count}`)
  process.exit(1)
}

const scene = await startScene()
const { github, repository } = scene
try {
  for (const [place, [title, chapter]] of told.entries()) {
    const isShown = only === undefined || place + 1 === only
    const requestsBefore = github.requests.length
    const endsBefore = new Map(repository.deployments.map(deployment => [deployment, endOf(deployment)]))
    const jobs = chapter.jobs(scene)
    if (isShown) print(`\n${paint('bold', `${place + 1}. ${title}`)}`)
    const results = await Promise.all(jobs.map(job => runOnRunner(job, scene)))
    if (isShown) {
      for (const steps of new Set(jobs.map(job => stringify(job.steps)))) print(`\n${paint('gray', indented(steps))}`)
      results.forEach((result, job) => showLog(result, jobs[job]?.name))
      print(`\n${tableOf(repository.deployments.filter(one => endOf(one) !== endsBefore.get(one)))}`)
      const kinds = github.requests.slice(requestsBefore).map(({ kind }) => kind)
      const rest = kinds.filter(kind => kind === 'rest').length
      print(paint('gray', `   Requests: ${rest} REST, ${kinds.length - rest} GraphQL`))
    }
    for (const problem of problemsAfter(chapter, scene)) {
      print(paint('red', `   ! ${problem}`))
      process.exitCode = 1
    }
  }
  const what = only === undefined ? `${told.length} chapters` : `Chapter ${only}`
  const verdict = process.exitCode === 1 ? 'not as expected' : 'all as expected'
  print(`\n${what}, ${github.requests.length} requests: ${verdict}.`)
} finally {
  await github.stop()
}
