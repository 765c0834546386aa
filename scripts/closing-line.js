// A Jest reporter that prints one line for other tools: `N passed, N failed`.
export default class ClosingLine {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites
    const skipped = results.numPendingTests + results.numTodoTests
    const line = `${results.numPassedTests} passed, ${failed} failed`
    process.stdout.write(`${skipped === 0 ? line : `${line}, ${skipped} skipped`}\n`)
  }
}
