import type { Events, WorkflowEvent } from '../../__tests__/simulator/events.ts'
import type { Deployment, Repository } from '../../__tests__/simulator/github/model.ts'

/** The repository and its events, in the state in which earlier chapters have left them. */
export interface Scene {
  repository: Repository
  events: Events
  /** Moves GitHub's clock on. */
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
  /** The step during which the machine of the runner dies. */
  lostIn?: string
}

export interface Chapter {
  title: string
  /** The jobs of the chapter, which run at the same time. */
  jobs: (scene: Scene) => Job[]
  /** How the newest deployment of an environment must look in the end, in GitHub's words. */
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

const pull = ({ repository }: Scene) => repository.pullRequests[0] ?? repository.pullRequest({ head: 'feature' })

function newest(repository: Repository, environment: string): Deployment {
  const deployment = repository.deploymentsOf(environment).at(-1)
  if (deployment === undefined) throw new Error(`nothing was ever deployed to ${environment}`)
  return deployment
}

export const chapters: Chapter[] = [
  {
    title: 'A pull request opens: its preview is deployed',
    jobs: scene => [{ event: scene.events.pullRequest(pull(scene)), steps: preview }],
    ends: { 'preview/pr-1': 'ACTIVE' }
  },
  {
    title: 'Another push: the new preview supersedes the old one, which GitHub alone would leave active',
    jobs: scene => {
      scene.repository.pushTo(pull(scene))
      return [{ event: scene.events.pullRequest(pull(scene), 'synchronize'), steps: preview }]
    },
    ends: { 'preview/pr-1': 'ACTIVE' }
  },
  {
    title: 'The job fails after the deployment was begun',
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
    title: 'The job is cancelled while it deploys: nothing stays in progress',
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
    title: 'Tooling creates a deployment and leaves the work to whoever listens',
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
    title: 'A workflow "on: deployment" does the work and reports back, with no inputs at all; tooling waits for it',
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
        name: 'tooling',
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
    title: 'The pull request closes: its preview is gone, and looks gone',
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
    title: 'A machine dies in the middle of a deployment, and nobody is left to end it',
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
    title: 'The nightly sweep ends what such machines have left',
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
