import type { Events, WorkflowEvent } from '../../__tests__/simulator/events.ts'
import type { Deployment, Repository } from '../../__tests__/simulator/github/model.ts'

/** The repository and its events, as earlier chapters have left them. */
export interface Scene {
  repository: Repository
  events: Events
  /** Moves GitHub's clock forward. */
  hoursLater: (hours: number) => void
}

/** One job of a chapter. */
export interface Job {
  /** Distinguishes it from the other jobs of the chapter. */
  name?: string
  event: WorkflowEvent
  /** The steps, as in a workflow file. */
  steps: string
  matrix?: Record<string, string>
  /** The step during which somebody cancels the job. */
  cancelledIn?: string
  /** The step during which the runner dies. */
  lostIn?: string
}

export interface Chapter {
  title: string
  /** The jobs of the chapter, which run at the same time. */
  jobs: (scene: Scene) => Job[]
  /** The state that GitHub must show in the end for the newest deployment of an environment, or of one part in it. */
  ends: Record<string, string>
}

const preview = `
- uses: OWNER/deployment-lifecycle@v1
  with:
    environment: preview/pr-1
    environment-url: \${{ steps.ship.outputs.url }}
- id: ship
  run: echo "url=https://pr-1.example.com" >> "$GITHUB_OUTPUT"
`

/** The name of an environment as a chapter shows it, with the task unless it is the default one. */
export const labelOf = ({ environment, task }: Deployment): string =>
  task === 'deploy' ? environment : `${environment} (${task})`

const pull = ({ repository }: Scene) => repository.pullRequests[0] ?? repository.pullRequest({ head: 'feature' })

function newest(repository: Repository, environment: string): Deployment {
  const deployment = repository.deploymentsOf(environment).at(-1)
  if (deployment === undefined) throw new Error(`${environment} has no deployment`)
  return deployment
}

export const chapters: Chapter[] = [
  {
    title: 'A pull request opens: its preview is deployed',
    jobs: scene => [{ event: scene.events.pullRequest(pull(scene)), steps: preview }],
    ends: { 'preview/pr-1': 'ACTIVE' }
  },
  {
    title: 'Another push: the new preview supersedes the old one, which GitHub would leave active',
    jobs: scene => {
      scene.repository.pushTo(pull(scene))
      return [{ event: scene.events.pullRequest(pull(scene), 'synchronize'), steps: preview }]
    },
    ends: { 'preview/pr-1': 'ACTIVE' }
  },
  {
    title: 'The job fails after the deployment has started',
    jobs: scene => [
      {
        event: scene.events.push(),
        steps: `
- uses: OWNER/deployment-lifecycle@v1
  with: { environment: staging }
- run: exit 1
`
      }
    ],
    ends: { staging: 'FAILURE' }
  },
  {
    title: 'The job is cancelled during the deployment: nothing stays in progress',
    jobs: scene => [
      {
        event: scene.events.push(),
        steps: `
- uses: OWNER/deployment-lifecycle@v1
  with: { environment: staging }
- id: ship
  run: sleep 30
`,
        cancelledIn: 'ship'
      }
    ],
    ends: { staging: 'ERROR' }
  },
  {
    title: 'A matrix over three environments, all at the same time',
    jobs: scene =>
      ['staging', 'canary', 'production'].map(environment => ({
        name: environment,
        event: scene.events.push(),
        matrix: { environment },
        steps: `
- uses: OWNER/deployment-lifecycle@v1
  with:
    environment: \${{ matrix.environment }}
    environment-url: https://\${{ matrix.environment }}.example.com
- run: sleep 1
`
      })),
    ends: { staging: 'ACTIVE', canary: 'ACTIVE', production: 'ACTIVE' }
  },
  {
    title: 'Two parts share an environment, each with its own task: a new API supersedes only the old API',
    jobs: ({ repository, events }) => {
      for (const task of ['deploy:api', 'deploy:web']) {
        repository.addDeployment({ environment: 'shop', task, state: 'success' })
      }
      repository.commit('Improve the API')
      return [
        {
          event: events.push(),
          steps: `
- uses: OWNER/deployment-lifecycle@v1
  with:
    environment: shop
    task: deploy:api
    environment-url: https://api.example.com
- run: sleep 1
`
        }
      ]
    },
    ends: { 'shop (deploy:api)': 'ACTIVE', 'shop (deploy:web)': 'ACTIVE' }
  },
  {
    title: 'A tool creates a deployment, and leaves the work to another workflow',
    jobs: scene => [
      {
        event: scene.events.workflowDispatch(),
        steps: `
- uses: OWNER/deployment-lifecycle@v1
  with:
    operation: create
    environment: customers
    payload: '{ "region": "eu" }'
`
      }
    ],
    ends: { customers: 'PENDING' }
  },
  {
    title: 'A workflow "on: deployment" does the work, without any inputs, and the tool waits for it',
    jobs: ({ repository, events }) => [
      {
        name: 'receiver',
        event: events.deployment(newest(repository, 'customers')),
        steps: `
- uses: OWNER/deployment-lifecycle@v1
- run: |
    echo "Shipping to \${{ github.event.deployment.payload.region }}"
    sleep 2
`
      },
      {
        name: 'tool',
        event: events.workflowDispatch(),
        steps: `
- uses: OWNER/deployment-lifecycle@v1
  with: { operation: wait, environment: customers, interval: 1s }
`
      }
    ],
    ends: { customers: 'ACTIVE' }
  },
  {
    title: 'The pull request closes: GitHub shows its preview as destroyed',
    jobs: scene => {
      scene.repository.close(pull(scene))
      return [
        {
          event: scene.events.pullRequestTarget(pull(scene), 'closed'),
          steps: `
- uses: OWNER/deployment-lifecycle@v1
  with: { operation: deactivate, environment: preview/pr-1 }
`
        }
      ]
    },
    ends: { 'preview/pr-1': 'DESTROYED' }
  },
  {
    title: 'A runner dies during a deployment, so its post step cannot record the final state',
    jobs: scene => [
      {
        event: scene.events.push(),
        steps: `
- uses: OWNER/deployment-lifecycle@v1
  with: { environment: canary }
- id: ship
  run: sleep 30
`,
        lostIn: 'ship'
      }
    ],
    ends: { canary: 'IN_PROGRESS' }
  },
  {
    title: 'The nightly sweep cleans up after lost runners',
    jobs: scene => {
      scene.hoursLater(8)
      return [
        {
          event: scene.events.schedule(),
          steps: `
- uses: OWNER/deployment-lifecycle@v1
  with:
    operation: deactivate
    environment: |
      canary
      preview/**
    state: in_progress
    older-than: 6h
`
        }
      ]
    },
    ends: { canary: 'INACTIVE', staging: 'ACTIVE', production: 'ACTIVE' }
  }
]
