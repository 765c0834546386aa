import type { Deployment } from '../../__tests__/simulator/github/model.ts'
import { escape } from '../../src/action/html.ts'
import { framed, sans, type Colours } from './drawing.ts'

const [width, left, right] = [500, 32, 468]
const rowHeight = 48

/**
 * Draws how GitHub shows the deployments of one environment, on the pull request and on the environment's page. The data
 * comes from the simulated GitHub. It is a drawing, not a screenshot.
 */
export function drawPages(deployments: readonly Deployment[], colours: Colours): string {
  const newestFirst = deployments.toReversed()
  const active = newestFirst.filter(({ shown }) => shown === 'active')
  const environment = newestFirst[0]?.environment ?? ''
  const page = { top: 180, bottom: 180 + 40 + newestFirst.length * rowHeight }
  return framed(
    [
      caption(28, 'The pull request', colours),
      box(40, 130, colours),
      `<circle cx="${left + 10}" cy="66" r="9" fill="${colours.success}"/>`,
      `<path d="M${left + 6} 66l3 3 6-6" fill="none" stroke="#ffffff" stroke-width="2"/>`,
      text(left + 32, 64, 'This branch was successfully deployed', colours.text, { bold: true }),
      text(left + 32, 82, `${active.length} active deployment${active.length === 1 ? '' : 's'}`, colours.heading),
      line(92, colours),
      ...active.flatMap(deployment => [
        text(left + 32, 116, deployment.environment, colours.text),
        button(116, 'View deployment', colours)
      ]),
      caption(page.top - 12, 'The page of the environment', colours),
      box(page.top, page.bottom, colours),
      text(left, page.top + 26, `Deployments / ${environment}`, colours.text, { bold: true }),
      ...newestFirst.flatMap((deployment, place) => row(deployment, page.top + 40 + place * rowHeight, colours))
    ],
    { width, height: page.bottom + 16, font: sans },
    colours
  )
}

function row({ shown, sha, latestStatus, creator }: Deployment, top: number, colours: Colours): string[] {
  const { description = '', environmentUrl = '' } = latestStatus ?? {}
  const by = `${sha.slice(0, 7)} by ${creator.login}`
  return [
    line(top, colours),
    text(left, top + 20, description, colours.text),
    text(left, top + 38, shown === 'active' ? `${by} · ${environmentUrl}` : by, colours.heading),
    label(top + 20, shown, colours)
  ]
}

function label(y: number, shown: string, { heading, success }: Colours): string {
  const colour = shown === 'active' ? success : heading
  const name = shown.replace(/^./, first => first.toUpperCase())
  const size = name.length * 8 + 16
  return (
    `<rect x="${right - size}" y="${y - 15}" width="${size}" height="21" rx="10.5" fill="none" stroke="${colour}"/>` +
    `<text x="${right - size / 2}" y="${y}" fill="${colour}" text-anchor="middle">${name}</text>`
  )
}

function button(y: number, name: string, { border, link }: Colours): string {
  const size = 130
  return (
    `<rect x="${right - size}" y="${y - 17}" width="${size}" height="25" rx="6" fill="none" stroke="${border}"/>` +
    `<text x="${right - size / 2}" y="${y}" fill="${link}" text-anchor="middle">${name}</text>`
  )
}

const caption = (y: number, name: string, { heading }: Colours): string => text(16, y, name, heading)

const box = (top: number, bottom: number, { border }: Colours): string =>
  `<rect x="16.5" y="${top + 0.5}" width="${width - 33}" height="${bottom - top}" rx="6" fill="none" stroke="${border}"/>`

const line = (y: number, { border }: Colours): string =>
  `<path d="M16.5 ${y + 0.5}H${width - 16.5}" stroke="${border}"/>`

const text = (x: number, y: number, content: string, colour: string, { bold = false } = {}): string =>
  `<text x="${x}" y="${y}" fill="${colour}"${bold ? ' font-weight="600"' : ''}>${escape(content)}</text>`
