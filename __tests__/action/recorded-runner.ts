import { explain, type Note } from '../../src/messages/problem.ts'
import type { Runner } from '../../src/ports.ts'

/** A runner that records calls. */
export class RecordedRunner implements Runner {
  readonly inputs: Readonly<Record<string, string>>
  readonly outputs: Record<string, string> = {}
  readonly lines: { level: string; text: string }[] = []
  readonly states: string[] = []
  summaryHtml = ''

  constructor(inputs: Readonly<Record<string, string>> = {}, state = '') {
    this.inputs = inputs
    if (state !== '') this.states.push(state)
  }

  input(name: string): string {
    return this.inputs[name] ?? ''
  }

  output(name: string, value: string): void {
    this.outputs[name] = value
  }

  save(receipt: string): void {
    this.states.push(receipt)
  }

  saved(): string {
    return this.states.at(-1) ?? ''
  }

  debug(text: string): void {
    this.lines.push({ level: 'debug', text })
  }

  info(text: string): void {
    this.lines.push({ level: 'info', text })
  }

  group(title: string, lines: readonly string[]): void {
    this.lines.push({ level: 'group', text: [title, ...lines].join('\n') })
  }

  note({ level, text }: Note): void {
    this.lines.push({ level, text })
  }

  error(error: unknown): void {
    this.lines.push({ level: 'error', text: explain(error) })
  }

  summary(html: string): Promise<void> {
    this.summaryHtml += html
    return Promise.resolve()
  }
}
