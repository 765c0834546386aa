import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'

const clock = join(import.meta.dirname, 'idle-clock.ts')

/** Runs a program in its own process, whose output goes to a pipe. Fails if it takes longer than 30 seconds. */
async function output(program: string): Promise<string> {
  const all = `const { IdleClock } = await import(${JSON.stringify(clock)}); const clock = new IdleClock()\n${program}`
  const given = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', all]
  const { stdout } = await promisify(execFile)(process.execPath, given, { timeout: 30_000 })
  return stdout
}

test('the pipe for the output of the process itself does not stop the clock', async () => {
  const program = `
    clock.install()
    const began = Date.now()
    console.log('start')
    setTimeout(() => console.log(Date.now() - began), 3_600_000)
  `
  expect(await output(program)).toBe('start\n3600000\n')
})

test('the clock stands still while another process works', async () => {
  const program = `
    import { execFile } from 'node:child_process'
    clock.install()
    setTimeout(() => console.log('timer'), 1000)
    execFile(process.execPath, ['--eval', ''], () => console.log('end of the process'))
  `
  expect(await output(program)).toBe('end of the process\ntimer\n')
})
