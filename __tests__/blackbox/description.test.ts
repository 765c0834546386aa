import { describe, expect } from '@jest/globals'
import { story } from './stage.ts'

const warning = '"description" is longer than the 140 characters that GitHub accepts, so it was cut.'

describe('a description has at most 140 characters, counted as people do', () => {
  const cases: [name: string, given: string, sent: string][] = [
    ['140 letters', 'a'.repeat(140), 'a'.repeat(140)],
    ['141 letters', 'a'.repeat(141), `${'a'.repeat(139)}…`],
    ['140 rockets, of two UTF-16 units each', '🚀'.repeat(140), '🚀'.repeat(140)],
    ['141 rockets', '🚀'.repeat(141), `${'🚀'.repeat(139)}…`],
    ['a rocket at the edge', `${'a'.repeat(138)}🚀${'b'.repeat(9)}`, `${'a'.repeat(138)}🚀…`]
  ]
  for (const [name, given, sent] of cases) {
    story(name, async ({ made, run }) => {
      const { job, said } = await run({ environment: 'staging', description: given })
      expect(job.conclusion).toBe('success')
      expect([made().description, ...made().statuses.map(({ description }) => description)]).toEqual([sent, sent, sent])
      expect(said('warning')).toEqual(given === sent ? [] : [warning])
    })
  }

  story('also with create and update', async ({ made, run }) => {
    const description = 'é'.repeat(200)
    const create = await run({ operation: 'create', environment: 'staging', state: 'queued', description })
    const update = await run({ operation: 'update', environment: 'staging', state: 'success', description })
    const cut = `${'é'.repeat(139)}…`
    expect([made().description, ...made().statuses.map(status => status.description)]).toEqual([cut, cut, cut])
    expect([...create.said('warning'), ...update.said('warning')]).toEqual([warning, warning])
  })
})

describe('the default description', () => {
  story('is cut without a warning if the names are long', async ({ repository, made, run }) => {
    const environment = 'e'.repeat(255)
    const { said } = await run({ environment })
    const start = `Deploy ${repository.tip.slice(0, 7)} to `
    expect(made().description).toBe(`${start}${'e'.repeat(139 - start.length)}…`)
    expect(said('warning')).toEqual([])
  })

  story('names a branch as it is, and then the commit that it was', async ({ repository, made, run }) => {
    await run({ environment: 'staging', ref: 'main' })
    const commit = repository.tip.slice(0, 7)
    expect(made().description).toBe('Deploy main to staging')
    expect(made().statuses.map(({ description }) => description.replace(/\d+s$/, 'Ns'))).toEqual([
      `Deploying ${commit}`,
      `Deployed ${commit} in Ns`
    ])
  })
})
