import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { chapters } from '../../scripts/stories/chapters.ts'
import { problemsAfter, startScene } from '../../scripts/stories/story.ts'
import { wrapped } from '../../scripts/stories/wrapped.ts'

const root = join(import.meta.dirname, '..', '..')
const count = Object.keys(chapters).length

describe('npm run demo', () => {
  const demo = (...args: string[]): [number | null, string] => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/demo.ts', ...args], { cwd: root })
    return [status, `${stdout.toString()}${stderr.toString()}`]
  }

  test('plays one chapter: its log, and the deployments that it changes', () => {
    const [status, output] = demo('3')
    expect(status).toBe(0)
    expect(output.match(/^\d+\. /gm)).toEqual(['3. '])
    expect(output).toMatch(/^ {3}staging +\w{7} +failure +in_progress, failure$/m)
    expect(output).not.toContain('preview/pr-1')
    expect(output).toMatch(/^Chapter 3, \d+ requests: all as expected\.$/m)
    // A URL cannot be wrapped.
    expect(output.split('\n').filter(line => line.length > 80 && /\S\s+\S/.test(line))).toEqual([])
  })

  test.each([[String(count + 1)], ['1', '2']])('refuses %j', (...args) => {
    expect(demo(...args)).toEqual([1, expect.stringContaining(`with a number from 1 to ${count}`)])
  })
})

test('a story notices each end that it does not expect', async () => {
  const scene = await startScene()
  try {
    scene.repository.addDeployment({ environment: 'staging', state: 'success' })
    scene.repository.addDeployment({ environment: 'staging', task: 'deploy:api' })
    const ends = { staging: 'active, success', 'staging (deploy:api)': 'active, success', canary: 'active' }
    expect(problemsAfter({ jobs: () => [], ends }, scene)).toEqual([
      'staging (deploy:api) should be "active, success", and is "pending"',
      'canary should be "active", and is "missing"'
    ])
  } finally {
    await scene.github.stop()
  }
})

describe('wrapping a line that is too wide', () => {
  test.each([
    ['continues below the first word', '   aaa bbb ccc', '   aaa bbb\n   ccc'],
    ['continues below the text after a label', '   Plan   aaa bbb', '   Plan   aaa\n          bbb'],
    ['keeps a single word', 'https://example.com', 'https://example.com'],
    ['does not count colours', '\x1b[31maaa bbb\x1b[39m ccc', '\x1b[31maaa bbb\x1b[39m ccc'],
    ['keeps the other lines', 'a  b\naaaaaaa bbbbbbb', 'a  b\naaaaaaa\nbbbbbbb']
  ])('%s', (_, text, expected) => {
    expect(wrapped(text, 13)).toBe(expected)
  })
})
