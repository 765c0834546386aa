import { framed, sans, type Colours } from './drawing.ts'

/** Measured seconds for a number of deployments, and the seconds that the requests alone would take. */
export interface Point {
  deployments: number
  measured: number
  expected: number
}

const [width, height] = [600, 320]
const plot = { left: 76, right: 560, top: 48, bottom: 270 }

/** Draws the time by number of deployments, on two logarithmic axes: measured dots, and a line for the requests alone. */
export function drawCurve(points: readonly Point[], caption: string, colours: Colours): string {
  const counts = points.map(({ deployments }) => Math.log10(deployments))
  const times = points.flatMap(({ measured, expected }) => [measured, expected]).map(Math.log10)
  const x = scaleOf(counts, plot.left, plot.right)
  const y = scaleOf(times, plot.bottom, plot.top)
  const grid = [
    ...powers(counts).map(power => vertical(x(power), (10 ** power).toLocaleString('en'), colours)),
    ...powers(times).map(power => horizontal(y(power), String(10 ** power), colours))
  ]
  const at = (count: number, time: number): string =>
    `${x(Math.log10(count)).toFixed(1)} ${y(Math.log10(time)).toFixed(1)}`
  const line = points.map(({ deployments, expected }) => at(deployments, expected)).join(' L')
  const dots = points.map(({ deployments, measured }) => {
    const [cx, cy] = at(deployments, measured).split(' ')
    return `<circle cx="${cx}" cy="${cy}" r="4" fill="${colours.link}"/>`
  })
  const legend = '● measured   ― requests × latency'
  const texts = [
    `<text x="${plot.left}" y="26" fill="${colours.text}" font-weight="600">${caption}</text>`,
    `<text x="${plot.right}" y="${plot.bottom - 12}" fill="${colours.heading}" text-anchor="end" xml:space="preserve">${legend}</text>`,
    `<text x="${(plot.left + plot.right) / 2}" y="${height - 10}" fill="${colours.text}" text-anchor="middle">Deployments in the environment</text>`,
    `<text transform="translate(22 ${(plot.top + plot.bottom) / 2}) rotate(-90)" fill="${colours.text}" text-anchor="middle">Seconds</text>`
  ]
  const path = `<path d="M${line}" fill="none" stroke="${colours.heading}" stroke-width="1.5"/>`
  return framed([...grid, path, ...dots, ...texts], { width, height, font: sans }, colours)
}

/** Maps a value to its place on a logarithmic axis. */
function scaleOf(values: readonly number[], from: number, to: number): (value: number) => number {
  const [least = 0, ...rest] = powers(values)
  const most = rest.at(-1) ?? least + 1
  return value => from + ((value - least) / (most - least)) * (to - from)
}

/** Returns the powers of ten that enclose all values. */
function powers(values: readonly number[]): number[] {
  const least = Math.floor(Math.min(...values))
  return Array.from({ length: Math.ceil(Math.max(...values)) - least + 1 }, (_, place) => least + place)
}

const vertical = (x: number, label: string, { border, heading }: Colours): string =>
  `<path d="M${x} ${plot.top}V${plot.bottom}" stroke="${border}"/>` +
  `<text x="${x}" y="${plot.bottom + 18}" fill="${heading}" text-anchor="middle">${label}</text>`

const horizontal = (y: number, label: string, { border, heading }: Colours): string =>
  `<path d="M${plot.left} ${y}H${plot.right}" stroke="${border}"/>` +
  `<text x="${plot.left - 8}" y="${y + 4}" fill="${heading}" text-anchor="end">${label}</text>`
