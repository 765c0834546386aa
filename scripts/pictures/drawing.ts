import { escape } from '../../src/action/html.ts'
import { wrapped } from '../stories/wrapped.ts'

/** A line of text. URLs in it become links. */
export interface Line {
  text: string
  kind?: 'heading'
}

export interface Colours {
  background: string
  border: string
  text: string
  heading: string
  link: string
  success: string
}

/** https://primer.style/product/primitives/color/ */
export const themes: Record<'light' | 'dark', Colours> = {
  light: {
    background: '#ffffff',
    border: '#d1d9e0',
    text: '#1f2328',
    heading: '#59636e',
    link: '#0969da',
    success: '#1a7f37'
  },
  dark: {
    background: '#0d1117',
    border: '#3d444d',
    text: '#f0f6fc',
    heading: '#9198a1',
    link: '#4493f8',
    success: '#3fb950'
  }
}

const size = 13
const lineHeight = 20
const padding = 16
/** The width of a character in common monospaced fonts, relative to its height. */
const advance = 0.602

/** Fonts that operating systems include. */
export const sans = "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif"

/** Characters in a line. With more, the text would be too small on a screen that is 340 pixels wide. */
const columns = 60

/** Draws the lines of a log. Long lines are wrapped between words. A word that does not fit, such as a URL, is cut. */
export function drawLog(all: readonly Line[], colours: Colours): string {
  const cut = (text: string): string => (text.length > columns ? `${text.slice(0, columns - 1)}…` : text)
  const lines = all.flatMap(({ text, kind }) =>
    wrapped(text, columns)
      .split('\n')
      .map(part => ({ text: cut(part), kind }))
  )
  const width = Math.ceil(columns * size * advance) + 2 * padding
  const texts = lines.map(({ text, kind }, place) => {
    const y = padding + (place + 0.7) * lineHeight
    const fill = kind === 'heading' ? colours.heading : colours.text
    const parts = text.split(/(https?:\/\/\S+)/)
    const spans = parts.map((part, odd) =>
      odd % 2 === 1 ? `<tspan fill="${colours.link}">${escape(part)}</tspan>` : escape(part)
    )
    return `<text x="${padding}" y="${y}" fill="${fill}" xml:space="preserve">${spans.join('')}</text>`
  })
  const font = 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace'
  return framed(texts, { width, height: lines.length * lineHeight + 2 * padding, font }, colours)
}

/** A part of a cell: its text as HTML, and its colour if it differs. */
interface Part {
  text: string
  colour?: string
}

/** Replaces the coloured circles of the summary, because not every system draws them in a picture. */
const circles: Record<string, string> = { '🟢': '#1a7f37', '🟡': '#bf8700', '🔴': '#cf222e', '⚪': '#8c959f' }

/** Draws a table with two columns, as in the job summary. */
export function drawTable(html: string, colours: Colours): string {
  const rows = [...html.matchAll(/<tr><th[^>]*>(.*?)<\/th><td>(.*?)<\/td><\/tr>/g)]
  const left = 130
  const rowHeight = 34
  const cells = rows.map(([, name = '', value = '']) => ({ name, parts: partsOf(value, colours) }))
  const longest = Math.max(...cells.map(({ parts }) => parts.map(({ text }) => text).join('').length))
  const width = left + Math.ceil(longest * size * 0.56) + 3 * padding
  const texts = cells.flatMap(({ name, parts }, place) => {
    const y = place * rowHeight + 22
    const spans = parts.map(({ text, colour }) => `<tspan fill="${colour ?? colours.text}">${text}</tspan>`)
    return [
      ...(place === 0 ? [] : [`<path d="M0.5 ${place * rowHeight}H${width - 0.5}" stroke="${colours.border}"/>`]),
      `<text x="${padding}" y="${y}" fill="${colours.text}" font-weight="600">${name}</text>`,
      `<text x="${left}" y="${y}" xml:space="preserve">${spans.join('')}</text>`
    ]
  })
  texts.push(`<path d="M${left - padding} 0.5V${cells.length * rowHeight - 0.5}" stroke="${colours.border}"/>`)
  return framed(texts, { width, height: cells.length * rowHeight, font: sans }, colours)
}

function partsOf(html: string, { link }: Colours): Part[] {
  return [...html.matchAll(/<a [^>]*>(.*?)<\/a>|(🟢|🟡|🔴|⚪)|([^<🟢🟡🔴⚪]+)/gu)].map(([, linked, circle, text]) =>
    linked !== undefined
      ? { text: linked, colour: link }
      : circle === undefined
        ? { text: text ?? '' }
        : { text: '●', colour: circles[circle] ?? link }
  )
}

/** Draws a frame around a picture. */
export function framed(
  content: readonly string[],
  { width, height, font }: { width: number; height: number; font: string },
  { background, border }: Colours
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}" font-size="${size}">`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6" fill="${background}" stroke="${border}"/>`,
    ...content,
    '</svg>',
    ''
  ].join('\n')
}
