import { Buffer } from 'node:buffer'

/**
 * Masks secrets in everything that people see, also in their common encodings.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#masking-a-value-in-a-log
 * https://github.com/actions/runner/blob/main/src/Sdk/DTLogging/Logging/ValueEncoders.cs
 */
export class Masker {
  readonly #hidden = new Set<string>()

  add(secret: string): void {
    const lines = secret.split(/[\r\n]/).map(line => line.trim())
    for (const value of [secret, ...lines]) {
      if (value === '') continue
      for (const form of [value, ...encodings(value)]) this.#hidden.add(form)
    }
  }

  mask(text: string): string {
    const ranges = [...this.#hidden].flatMap(secret => occurrences(text, secret)).sort((a, b) => a.start - b.start)
    let masked = ''
    let at = 0
    for (const { start, end } of ranges) {
      if (start > at || (start === at && at === 0)) masked += `${text.slice(at, start)}***`
      at = Math.max(at, end)
    }
    return masked + text.slice(at)
  }
}

function encodings(value: string): string[] {
  const bytes = Buffer.from(value)
  return [
    ...[0, 1, 2].map(shift => bytes.subarray(bytes.length > shift ? shift : 0).toString('base64')),
    value.replaceAll('"', '\\"'),
    value.replaceAll("'", "''"),
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value.toWellFormed()),
    value.replace(/[<>"'&]/g, character => XML[character] ?? character),
    ...(value.length > 8 && value.startsWith('"') && value.endsWith('"') ? [value.slice(1, -1)] : [])
  ]
}

const XML: Record<string, string> = { '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '&': '&amp;' }

function occurrences(text: string, secret: string): { start: number; end: number }[] {
  const found = []
  for (let start = text.indexOf(secret); start >= 0; start = text.indexOf(secret, start + 1)) {
    found.push({ start, end: start + secret.length })
  }
  return found
}
