import { stripVTControlCharacters } from 'node:util'

/** Wraps each line between words, and indents the rest like the text of the line, after its label if it has one. */
export const wrapped = (text: string, columns: number): string =>
  text
    .split('\n')
    .flatMap(line => wrappedLine(line, columns))
    .join('\n')

function wrappedLine(line: string, columns: number): string[] {
  if (widthOf(line) <= columns) return [line]
  const indent = ' '.repeat(/^ *(?:\S+ {2,})?/.exec(stripVTControlCharacters(line))?.[0].length ?? 0)
  const lines: string[] = []
  let current = ''
  for (const word of line.split(/(?<=\S) (?=\S)/)) {
    const longer = current === '' ? word : `${current} ${word}`
    if (current !== '' && widthOf(longer) > columns) {
      lines.push(current)
      current = indent + word
    } else current = longer
  }
  return [...lines, current]
}

const widthOf = (text: string): number => stripVTControlCharacters(text).length
