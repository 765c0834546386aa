import { describe, expect } from '@jest/globals'
import type { Deployment, DeploymentSeed } from '../simulator/github/model.ts'
import { story, type Stage } from './stage.ts'

const find = { operation: 'find', environment: 'production' }

const ok: DeploymentSeed = { statuses: ['in_progress', 'success'] }
const ended: DeploymentSeed = { statuses: ['in_progress', 'success', 'inactive'] }
const failed: DeploymentSeed = { statuses: ['in_progress', 'failure'] }
const revoked: DeploymentSeed = { statuses: ['in_progress', 'success', 'failure'] }
const running: DeploymentSeed = { statuses: ['in_progress'] }

/** Adds deployments, oldest first, given as a commit and a seed. Equal names are the same commit. */
function deployments({ repository }: Stage, ...history: [commit: string, seed: DeploymentSeed][]): Deployment[] {
  const shas = new Map<string, string>()
  for (const [name] of history) if (!shas.has(name)) shas.set(name, repository.commit(name))
  const environment = 'production'
  return repository.addHistory(environment, ...history.map(([name, seed]) => ({ ...seed, sha: shas.get(name) ?? '' })))
}

/** GitHub's own deployment for another job. */
const jobRecord = ({ repository }: Stage, state: 'failure' | 'success'): DeploymentSeed => ({
  statuses: [{ state, logUrl: `${repository.world.serverUrl}/octo/app/actions/runs/7/job/8` }]
})

/** Deployment of a host. */
const hosted: DeploymentSeed = {
  creator: 'vercel[bot]',
  statuses: [{ state: 'success', logUrl: 'https://vercel.com/octo/app/7' }]
}

interface Situation {
  name: string
  history: (stage: Stage) => [commit: string, seed: DeploymentSeed][]
  /** Places in the history of the found deployment, and of those whose commits are the outputs. */
  found: number | undefined
  previous: number | undefined
  rollback: number | undefined
}

const situations: Situation[] = [
  {
    name: 'a deployment failed after two good ones',
    history: () => [
      ['A', ended],
      ['B', ok],
      ['C', failed]
    ],
    ...{ found: 1, previous: 0, rollback: 1 }
  },
  {
    name: 'a test marked the newest deployment as failed',
    history: () => [
      ['A', ended],
      ['B', revoked]
    ],
    ...{ found: undefined, previous: undefined, rollback: 0 }
  },
  {
    name: 'the newest deployment is in progress, or lost its runner',
    history: () => [
      ['A', ended],
      ['B', ok],
      ['C', running]
    ],
    ...{ found: 1, previous: 0, rollback: 1 }
  },
  {
    name: 'the newest deployment is only queued',
    history: () => [
      ['A', ended],
      ['B', ok],
      ['C', { state: 'queued' }]
    ],
    ...{ found: 1, previous: 0, rollback: 0 }
  },
  {
    name: 'everything is good',
    history: () => [
      ['A', ended],
      ['B', ok]
    ],
    ...{ found: 1, previous: 0, rollback: 0 }
  },
  {
    name: 'a job with the environment for its secrets failed',
    history: stage => [
      ['A', ended],
      ['B', ok],
      ['C', jobRecord(stage, 'failure')]
    ],
    ...{ found: 1, previous: 0, rollback: 0 }
  },
  {
    name: 'a job with the environment for its secrets succeeded, and GitHub ended what is live',
    history: stage => [
      ['A', ended],
      ['B', ok],
      ['C', jobRecord(stage, 'success')]
    ],
    ...{ found: 1, previous: 0, rollback: 0 }
  },
  {
    name: 'the same commit was deployed twice',
    history: () => [
      ['A', ended],
      ['B', ended],
      ['B', ok]
    ],
    ...{ found: 2, previous: 0, rollback: 0 }
  },
  {
    name: 'the same commit was deployed twice, and then marked as failed',
    history: () => [
      ['A', ended],
      ['B', ended],
      ['B', revoked]
    ],
    ...{ found: undefined, previous: undefined, rollback: 0 }
  },
  {
    name: 'somebody rolled back',
    history: () => [
      ['A', ended],
      ['B', ended],
      ['C', revoked],
      ['B', ok]
    ],
    ...{ found: 3, previous: 0, rollback: 0 }
  },
  {
    name: 'somebody rolled back twice',
    history: () => [
      ['A', ended],
      ['B', ended],
      ['C', revoked],
      ['B', ended],
      ['A', ok]
    ],
    ...{ found: 4, previous: 3, rollback: 3 }
  },
  {
    name: 'somebody rolled back, and marked that as failed, too',
    history: () => [
      ['A', ended],
      ['B', ended],
      ['C', revoked],
      ['B', revoked],
      ['A', ok]
    ],
    ...{ found: 4, previous: undefined, rollback: undefined }
  },
  {
    name: 'a host also records in the environment',
    history: () => [
      ['A', ended],
      ['B', ok],
      ['C', hosted]
    ],
    ...{ found: 1, previous: 0, rollback: 0 }
  },
  {
    name: 'only a host records in the environment',
    history: () => [
      ['A', hosted],
      ['B', hosted],
      ['C', hosted]
    ],
    ...{ found: 2, previous: 1, rollback: 1 }
  },
  {
    name: 'a workflow deploys with the token of an app',
    history: ({ repository }) => {
      const logUrl = `${repository.world.serverUrl}/octo/app/actions/runs/7/job/8`
      const statuses = [{ state: 'success' as const, logUrl, description: 'Deployed' }]
      return [
        ['A', ended],
        ['B', { creator: 'deployer[bot]', statuses }]
      ]
    },
    ...{ found: 1, previous: 0, rollback: 0 }
  },
  {
    name: 'nothing was good yet',
    history: () => [
      ['A', failed],
      ['B', running]
    ],
    ...{ found: undefined, previous: undefined, rollback: undefined }
  }
]

describe.each(['workflow', 'repo_deployment'] as const)(
  'with a token of kind %s, find knows what to roll back to if',
  kind => {
    for (const { name, history, found, previous, rollback } of situations) {
      story(name, async stage => {
        const past = deployments(stage, ...history(stage))
        const { main, outputs } = await stage.run({ ...find, token: stage.github.token({ kind }) })
        const shaOf = (place: number | undefined): string => (place === undefined ? '' : (past[place]?.sha ?? 'none'))
        expect(main.exitCode).toBe(0)
        expect([outputs['sha'] ?? '', outputs['previous-sha'] ?? '', outputs['rollback-sha']]).toEqual(
          [found, previous, rollback].map(shaOf)
        )
        expect(outputs['deployment-id']).toBe(found === undefined ? undefined : String(past[found]?.id))
      })
    }
  }
)

describe('the commit to roll back to', () => {
  story('is not a deployment of this job, which GitHub keeps itself', async stage => {
    const [, good] = deployments(stage, ['A', ended], ['B', ok], ['C', failed])
    const [runId, checkRunId] = [36_744_327_825, 109_986_525_349]
    stage.repository.jobDeployment({ environment: 'production', checkRunId, runId, sha: stage.repository.tip })
    const { outputs } = await stage.run(find, { runId, checkRunId })
    expect(outputs['rollback-sha']).toBe(good?.sha)
  })

  story(
    'is not of a host that writes the environment with a capital',
    async stage => {
      const [good] = deployments(stage, ['A', ended], ['B', ok], ['C', { ...hosted, environment: 'Production' }])
      expect((await stage.run(find)).outputs['rollback-sha']).toBe(good?.sha)
    },
    { environmentFilterIgnoresCase: true }
  )

  story('is in the log', async stage => {
    const [, good] = deployments(stage, ['A', ended], ['B', ok], ['C', failed])
    const { main } = await stage.run(find)
    expect(main.log).toContain(`Rollback    ${good?.sha.slice(0, 7) ?? ''}\n`)
  })

  story('is empty if several tasks were deployed, and the log says why', async stage => {
    const [web, , good] = deployments(
      stage,
      ['A', { ...ok, task: 'deploy:web' }],
      ['B', { ...ended, task: 'deploy:api' }],
      ['C', { ...ended, task: 'deploy:api' }],
      ['D', { ...failed, task: 'deploy:api' }],
      ['E', { state: 'queued', task: 'migrate' }]
    )
    const { main, outputs } = await stage.run(find)
    expect(outputs).toMatchObject({ sha: web?.sha, 'rollback-sha': '' })
    expect(main.log).toContain('"rollback-sha" is empty, because several tasks were deployed: deploy:api, deploy:web.')
    expect((await stage.run({ ...find, task: 'deploy:api' })).outputs['rollback-sha']).toBe(good?.sha)
  })

  story('is only set for the newest success of any commit', async stage => {
    const [, good] = deployments(stage, ['A', ended], ['B', ok], ['C', failed])
    for (const more of [{ ref: good?.sha }, { state: 'failure' }, { state: 'success, failure' }]) {
      expect((await stage.run({ ...find, ...more })).outputs).not.toHaveProperty('rollback-sha')
    }
    expect((await stage.run({ ...find, state: 'success' })).outputs['rollback-sha']).toBe(good?.sha)
    expect((await stage.run({ ...find, environment: 'prod*' })).outputs).not.toHaveProperty('rollback-sha')
  })

  story('is searched among the newest thousand, and the log says so', async stage => {
    const many = Array.from({ length: 1000 }, (): [string, DeploymentSeed] => ['B', failed])
    deployments(stage, ['A', ok], ...many)
    const { main, outputs } = await stage.run(find)
    expect(outputs).toEqual({ 'rollback-sha': '' })
    expect(main.log).toContain('Only the newest 1000 deployments of "production" were searched.')
    expect(stage.github.requests).toHaveLength(10)
  })

  for (const [count, whose] of [
    [98, 'ours'],
    [120, "the host's"]
  ] as const) {
    story(`is ${whose} after ${count} deployments of a host, of which the newest hundred are read`, async stage => {
      const many = Array.from({ length: count }, (_, place): [string, DeploymentSeed] => [`C${place}`, hosted])
      const past = deployments(stage, ['A', ended], ['B', failed], ...many)
      const good = whose === 'ours' ? past[0] : past.at(-2)
      expect((await stage.run(find)).outputs['rollback-sha']).toBe(good?.sha)
    })
  }
})
