// A Jest reporter that counts the jobs that run the bundle, and checks the list of the stories that are played there. At
// the end, it prints a line for other tools: `N passed, N failed`.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { onTheBundle } from '../__tests__/play/on-the-bundle.ts'

/** How many jobs `npm test` may run on the bundle. Each takes two processes, so all other stories play in process. */
const most = 150

const folder = join(import.meta.dirname, '../__tests__')

export default class JestReporter {
  #folder = ''
  #problems = []

  // The simulated runner adds a character for each job: `__tests__/simulator/runner/job.ts`.
  onRunStart() {
    this.#folder = mkdtempSync(join(tmpdir(), 'bundle-jobs-'))
    process.env['JOBS_ON_THE_BUNDLE'] = join(this.#folder, 'jobs')
    writeFileSync(process.env['JOBS_ON_THE_BUNDLE'], '')
  }

  onRunComplete(_contexts, results) {
    const count = readFileSync(join(this.#folder, 'jobs'), 'utf8').length
    rmSync(this.#folder, { recursive: true })
    if (process.env['ON'] !== 'bundle' && count > most) {
      this.#problems.push(`${count} jobs run the bundle, which is more than ${most}: play some of them in process.`)
    }
    for (const { testFilePath, testResults: tests } of results.testResults) {
      const file = relative(folder, testFilePath).replaceAll(sep, '/')
      for (const start of onTheBundle[file] ?? []) {
        if (tests.length > 0 && !tests.some(({ fullName }) => fullName.startsWith(start))) {
          this.#problems.push(`${file} has no test "${start} …": correct __tests__/play/on-the-bundle.ts.`)
        }
      }
    }
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites
    const skipped = results.numPendingTests + results.numTodoTests
    const closing = `${results.numPassedTests} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`
    process.stdout.write(`${[...this.#problems, `${count} jobs on the bundle`, closing].join('\n')}\n`)
  }

  /** Jest fails if a reporter has an error. */
  getLastError() {
    if (this.#problems.length > 0) return new Error(this.#problems.join('\n'))
  }
}
