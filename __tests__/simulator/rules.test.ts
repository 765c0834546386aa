import { describe, expect, test } from '@jest/globals'
import { evidence, rulesWith, type Rules } from './github/rules.ts'
import { SimulatedGitHub } from './github/server.ts'

// The probe's tests cover all rules that the probe can check. These are the others.

/** Reads from a GitHub with other rules. */
async function under<T>(rules: Partial<Rules>, look: (github: SimulatedGitHub) => T | Promise<T>): Promise<T> {
  const github = await SimulatedGitHub.start(rules)
  try {
    return await look(github)
  } finally {
    await github.stop()
  }
}

describe('a rule', () => {
  test('follows the evidence by default', () => {
    expect(rulesWith({})).toEqual(evidence)
    expect(rulesWith({ jobLog: 'jobs' })).toEqual({ ...evidence, jobLog: 'jobs' })
  })

  test.each([
    ['job', /^\/octo\/app\/actions\/runs\/7\/job\/8$/],
    ['jobs', /^\/octo\/app\/actions\/runs\/7\/jobs\/8$/],
    ['check run', /^\/octo\/app\/runs\/8\?check_suite_focus=true$/],
    ['query', /^\/octo\/app\/actions\/runs\/7\/job\/8\?pr=1#step:1:1$/],
    ['case', /^\/OCTO\/APP\/actions\/runs\/7\/job\/8$/]
  ] as const)("gives the log of GitHub's own record its form: %s", async (jobLog, form) => {
    await under({ jobLog }, github => {
      const repository = github.repository()
      const seed = { environment: 'staging', runId: 7, checkRunId: 8, sha: repository.tip }
      const { latestStatus } = repository.jobDeployment(seed)
      expect(latestStatus?.logUrl.slice(github.serverUrl.length)).toMatch(form)
    })
  })
})

test('installation tokens have about 520 characters, as since 2026', async () => {
  const form = /^ghs_\d+_[\w-]+\.[\w-]+\.[\w-]+$/
  await under({}, github => {
    expect(github.token()).toMatch(form)
    expect(Math.abs(github.token().length - 520)).toBeLessThan(20)
  })
})
