/**
 * Runs types, lint, unit tests and contract tests in parallel, for a quick answer. Prints the output of a command that
 * fails as soon as it ends. The exit code is 1 if one has failed.
 */
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

const commands = {
  types: 'npm run --silent typecheck',
  lint: 'npm run --silent lint',
  tests: 'npm test --silent -- "__tests__/(domain|messages|action|github|runner|contract)/"'
}

await Promise.all(
  Object.entries(commands).map(async ([name, command]) => {
    const start = performance.now()
    const child = spawn(`${command} 2>&1`, { shell: true, stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = new Promise<number | null>(resolve => child.once('close', resolve))
    const [output, code] = await Promise.all([text(child.stdout), ended])
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)\n${code === 0 ? '' : `${output}\n`}`)
    if (code !== 0) process.exitCode = 1
  })
)
