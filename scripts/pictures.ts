/** Draws the pictures and diagrams of the documentation from jobs on the simulated runner and GitHub. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { diagramOf } from './pictures/diagram.ts'
import { drawLog, drawTable, themes, type Line } from './pictures/drawing.ts'
import { drawPages } from './pictures/page.ts'
import { record, type Recording } from './pictures/recording.ts'
import { operations } from './stories/operations.ts'
import { isAction } from './stories/story.ts'

const root = join(import.meta.dirname, '..')
const guide = 'docs/how-it-works.md'

/** Returns all drawn files, by path, with their current content. */
export async function drawings(): Promise<Map<string, string>> {
  const { hero, plan, deploy, ...others } = operations
  // The first answers of the simulated GitHub are slow, which would hide parallel requests.
  await record(deploy)
  const [example, planned, preview] = [await record(hero), await record(plan), await record(deploy)]
  const files = new Map<string, string>()
  for (const [theme, colours] of Object.entries(themes)) {
    files.set(`docs/pictures/log-${theme}.svg`, drawLog(wholeLog(example), colours))
    files.set(`docs/pictures/plan-${theme}.svg`, drawLog(mainLog(planned), colours))
    files.set(`docs/pictures/summary-${theme}.svg`, drawTable(example.post.summary, colours))
    files.set(`docs/pictures/github-${theme}.svg`, drawPages(preview.deployments, colours))
  }
  let page = withDiagram(readFileSync(join(root, guide), 'utf8'), 'deploy', preview)
  for (const [title, story] of Object.entries(others)) page = withDiagram(page, title, await record(story))
  return files.set(guide, page)
}

const indented = (lines: readonly string[]): Line[] => lines.map(text => ({ text: `  ${text}` }))

const heading = (text: string): Line => ({ text, kind: 'heading' })

const mainLog = ({ main }: Recording): Line[] => [heading('Run OWNER/deployment-lifecycle@v1'), ...indented(main.lines)]

/** The log of a job, in which only the action's step prints something. */
const wholeLog = ({ steps, main, post }: Recording): Line[] => [
  ...steps.flatMap(step => [
    heading(`Run ${step.uses ?? step.run ?? ''}`),
    ...(isAction(step) ? indented(main.lines) : [])
  ]),
  heading('Post Run OWNER/deployment-lifecycle@v1'),
  ...indented(post.lines)
]

/** Inserts a diagram between its markers. */
const withDiagram = (page: string, title: string, { exchanges }: Recording): string =>
  page.replace(
    new RegExp(`(<!-- ${title} -->\n)[^]*?(<!-- /${title} -->)`),
    (_all, begin: string, end: string) => `${begin}\n${diagramOf(exchanges)}\n\n${end}`
  )

if (import.meta.main) {
  for (const [path, content] of await drawings()) {
    writeFileSync(join(root, path), content)
    console.log(path)
  }
}
