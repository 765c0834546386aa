import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { probe } from '../../scripts/probe.ts'
import { lag, reversals, type Reversal } from '../faults/beliefs.ts'
import { SimulatedGitHub, type SimulatedGitHubOptions } from './github/server.ts'

const root = join(import.meta.dirname, '..', '..')

/** Reversals that the probe cannot see from outside, or only with more deployments. */
const isUnseen = ({ row, name }: Reversal): boolean => row === 4 || name.includes('every later page')

/** Probes a GitHub with a clock that advances with every read. */
async function probing(options: SimulatedGitHubOptions, { token, isPrivate, lagMs }: Partial<Reversal> = {}) {
  let time = Date.parse('2026-11-02T08:00:00Z')
  const clock = { now: () => (time += 100) }
  const github = await SimulatedGitHub.start({ checkSchema: false, ...options, clock })
  try {
    const repository = github.repository('octo/app', isPrivate === true ? { private: true } : {})
    const others = [repository.addDeployment({ environment: 'staging', state: 'success' })]
    const { apiUrl } = github
    if (lagMs !== undefined) lag(github, lagMs)
    const report = await probe({ apiUrl, token: github.token(token), repository: 'octo/app', pauseMs: 0 })
    expect(repository.deployments).toEqual(others)
    expect(others.map(({ state }) => state)).toEqual(['success'])
    expect(report.requests).toBe(github.requests.length)
    return report
  } finally {
    await github.stop()
  }
}

describe('the probe', () => {
  test('finds no wrong belief on the default GitHub, and leaves nothing behind', async () => {
    const { findings, left, requests, databaseId, ended } = await probing({ checkSchema: true })
    expect(findings.filter(({ verdict }) => verdict === 'does not hold')).toEqual([])
    expect(findings.filter(({ verdict }) => verdict === 'not answered').map(({ row }) => row)).toEqual([
      4, 7, 9, 10, 11
    ])
    expect(left).toEqual([])
    expect(databaseId).toMatch(/^GraphQL's databaseId of deployment \d+: Int cannot represent non 32-bit/)
    expect(requests).toBeLessThan(60)
    expect(ended).toBeUndefined()
  })

  test.each(reversals.filter(reversal => !isUnseen(reversal)).map(reversal => [reversal.row, reversal.name, reversal]))(
    'notices %i: %s',
    async (row, _name, reversal) => {
      const { rules, ...others } = reversal as Reversal
      const { findings, left, requests } = await probing(rules, others)
      expect(findings.find(finding => finding.row === row)).toMatchObject({ verdict: 'does not hold' })
      expect(left).toEqual([])
      expect(requests).toBeLessThan(60)
    }
  )

  test('reports why it could not finish', async () => {
    const { ended, findings } = await probing({}, { token: { permissions: { contents: 'read' } } })
    expect(ended).toContain('POST /deployments was answered with 403: Resource not accessible by integration')
    expect(findings.filter(({ verdict }) => verdict === 'does not hold')).toEqual([])
  })
})

/** Runs `npm run probe` as a process. */
async function run(
  parameters: readonly string[],
  env: Record<string, string> = {},
  onStart: (kill: () => void) => void = () => undefined
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [join(root, 'scripts', 'probe.ts'), ...parameters], {
    cwd: root,
    env: { ...process.env, GITHUB_TOKEN: '', ...env }
  })
  let output = ''
  child.stdout.on('data', (text: Buffer) => (output += text.toString()))
  child.stderr.on('data', (text: Buffer) => (output += text.toString()))
  onStart(() => child.kill('SIGINT'))
  const code = await new Promise<number | null>(resolve => child.once('exit', resolve))
  return { code, output }
}

describe('the command', () => {
  test('probes the simulated GitHub without a repository', async () => {
    const { code, output } = await run([])
    expect(output).toContain('| 2 | `GITHUB_TOKEN` can use the mutations. | 3 of 3 set to INACTIVE | holds |')
    expect(output).toContain('This environment stays, and is used again: Probe-Main')
    expect(code).toBe(0)
  })

  test('exits with 1 if a belief is wrong, and never prints the token', async () => {
    const github = await SimulatedGitHub.start({ checkSchema: false, environmentFilterIgnoresCase: true })
    try {
      github.repository()
      const token = github.token()
      const { code, output } = await run(['--repository', 'octo/app', '--api-url', github.apiUrl, '--pause', '0'], {
        GITHUB_TOKEN: token
      })
      expect(output).toMatch(/^\| 3 \|.*\*\*does not hold\*\* \|$/m)
      expect(output).not.toContain(token)
      expect(code).toBe(1)
    } finally {
      await github.stop()
    }
  })

  test('deletes everything it created after Ctrl-C', async () => {
    const github = await SimulatedGitHub.start({ checkSchema: false })
    try {
      const repository = github.repository()
      const { code, output } = await run(
        ['--repository', 'octo/app', '--api-url', github.apiUrl],
        { GITHUB_TOKEN: github.token() },
        kill =>
          github.onAnswer(({ method }) => {
            if (method === 'POST' && repository.deployments.length === 2) kill()
          })
      )
      expect(output).toContain('The probe ended early: Stopped.')
      expect(repository.deployments).toEqual([])
      expect(code).toBe(2)
    } finally {
      await github.stop()
    }
  })

  test('needs a token for a repository', async () => {
    const { code, output } = await run(['--repository', 'octo/app'])
    expect(output).toContain('GITHUB_TOKEN is missing')
    expect(code).toBe(2)
  })
})
