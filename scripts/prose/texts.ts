/** Returns the text for people in a file as Markdown: pages, comments, and descriptions in YAML. */
import { isScalar, LineCounter, parseDocument, visit } from 'yaml'

/** Markdown, and for each of its lines the line number in the file. */
export interface Text {
  markdown: string
  lines: readonly number[]
}

/** YAML keys with text for people. */
const described = ['about', 'description', 'label', 'value']

export function textOf(path: string, content: string): Text {
  if (path.endsWith('.md')) return page(content)
  const blocks = /\.ya?ml$/.test(path)
    ? [...comments(content, /(?:^|\s)# ?(.*)$/), ...descriptions(content)]
    : [...docComments(content), ...comments(content, /(?:^|\s)\/\/ (.*)$/)]
  const lines = blocks.flatMap(({ line, text }) => [...text.map((_, place) => line + place), line])
  return { markdown: blocks.map(({ text }) => `${text.join('\n')}\n`).join('\n'), lines }
}

/** Returns a page as it is, because it is Markdown. */
const page = (content: string): Text => ({
  markdown: content,
  lines: content.split('\n').map((_, place) => place + 1)
})

/** Consecutive lines of one comment. */
interface Block {
  /** Number of the first line, starting at 1. */
  line: number
  text: string[]
}

/** Finds comments to the end of the line. Consecutive comment lines form one block. */
function comments(content: string, pattern: RegExp): Block[] {
  const blocks: Block[] = []
  let open: Block | undefined
  for (const [place, line] of content.split('\n').entries()) {
    const text = pattern.exec(line)?.[1]
    const alone = text !== undefined && /^\s*(?:#|\/\/)/.test(line)
    if (text === undefined || !alone) open = undefined
    if (text === undefined || directive.test(text)) continue
    if (open !== undefined) open.text.push(text)
    else {
      const block = { line: place + 1, text: [text] }
      blocks.push(block)
      if (alone) open = block
    }
  }
  return blocks
}

/** Comments for a program. */
const directive = /^(?:zizmor:|eslint-|@ts-|v\d)/

const docComments = (content: string): Block[] =>
  Array.from(content.matchAll(/^ *\/\*\*([^]*?)\*\//gm), ({ index, 1: text = '' }) => ({
    line: content.slice(0, index).split('\n').length,
    text: text.split('\n').map(line => line.replace(/^ *\* ?/, '').trim())
  }))

function descriptions(content: string): Block[] {
  const counter = new LineCounter()
  const blocks: Block[] = []
  visit(parseDocument(content, { lineCounter: counter }), {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || !isScalar(value) || typeof value.value !== 'string') return
      if (!described.includes(String(key.value)) || /^\S*$|\$\{\{/.test(value.value)) return
      blocks.push({ line: counter.linePos(value.range?.[0] ?? 0).line, text: value.value.trim().split('\n') })
    }
  })
  return blocks
}
