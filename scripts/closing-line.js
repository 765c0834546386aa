// Jest's reporter for one line that any tool can read: `N passed, N failed`, from the real counts.
export default class ClosingLine {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites
    const skipped = results.numPendingTests + results.numTodoTests
    const line = `${results.numPassedTests} passed, ${failed} failed`
    process.stdout.write(`${skipped === 0 ? line : `${line}, ${skipped} skipped`}\n`)
  }
}
