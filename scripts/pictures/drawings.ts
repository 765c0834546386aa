import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Step } from '../../__tests__/simulator/runner/step.ts'
import { diagramOf } from './diagram.ts'
import { drawLog, drawTable, themes, type Line } from './drawing.ts'
import { drawPages } from './page.ts'
import { record, type Recording, type Story } from './recording.ts'
import { stories } from './stories.ts'

const root = join(import.meta.dirname, '..', '..')
const guide = 'docs/how-it-works.md'

/** Returns all drawn files, by path, with their current content. */
export async function drawings(): Promise<Map<string, string>> {
  // The first answers of the simulated GitHub are slow, which would hide parallel requests.
  await record(stories.deploy)
  const recordings = new Map<string, Recording>()
  for (const [name, story] of Object.entries(stories)) recordings.set(name, await record(story))
  const of = (name: keyof typeof stories): Recording => {
    const recording = recordings.get(name)
    if (recording === undefined) throw new Error(`There is no recording of ${name}.`)
    return recording
  }
  const files = new Map<string, string>()
  for (const [theme, colours] of Object.entries(themes)) {
    files.set(`docs/pictures/log-${theme}.svg`, drawLog(wholeLog(stories.hero, of('hero')), colours))
    files.set(`docs/pictures/plan-${theme}.svg`, drawLog(mainLog(of('plan')), colours))
    files.set(`docs/pictures/summary-${theme}.svg`, drawTable(of('hero').post.summary, colours))
    files.set(`docs/pictures/github-${theme}.svg`, drawPages(of('deploy').deployments, colours))
  }
  let text = readFileSync(join(root, guide), 'utf8')
  for (const [name, { exchanges }] of recordings) text = withDiagram(text, name, diagramOf(exchanges))
  files.set(guide, text)
  return files
}

const indented = (lines: readonly string[]): Line[] => lines.map(text => ({ text: `  ${text}` }))

const heading = (text: string): Line => ({ text, kind: 'heading' })

const mainLog = ({ main }: Recording): Line[] => [heading('Run OWNER/deployment-lifecycle@v1'), ...indented(main.lines)]

/** The log of a job, in which only the action's step prints something. */
function wholeLog({ steps }: Story, { main, post }: Recording): Line[] {
  const list = parse(steps) as Step[]
  return [
    ...list.flatMap(({ id, uses, run }) => [
      heading(`Run ${uses ?? run ?? ''}`),
      ...(id === 'deployment' ? indented(main.lines) : [])
    ]),
    heading('Post Run OWNER/deployment-lifecycle@v1'),
    ...indented(post.lines)
  ]
}

/** Inserts a diagram between its markers. A story without markers is not on the page. */
function withDiagram(page: string, name: string, diagram: string): string {
  return page.replace(
    new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`),
    (_all, begin: string, end: string) => `${begin}\n${diagram}\n\n${end}`
  )
}
