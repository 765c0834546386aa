import type { Deployment, Repository } from '../../__tests__/simulator/github/model.ts'
import { action, type Scene, type Stories } from './story.ts'

const ship = { id: 'ship', run: 'echo "url=https://pr-1.example.com" >> "$GITHUB_OUTPUT"' }
const preview = [action({ environment: 'preview/pr-1', 'environment-url': '${{ steps.ship.outputs.url }}' }), ship]
const sleep = { id: 'ship', run: 'sleep 30' }

const pull = ({ repository }: Scene) => repository.pullRequests[0] ?? repository.pullRequest({ head: 'feature' })

function newest(repository: Repository, environment: string): Deployment {
  const deployment = repository.deploymentsOf(environment).at(-1)
  if (deployment === undefined) throw new Error(`${environment} has no deployment`)
  return deployment
}

/** Each story continues the ones before it, on the same GitHub. */
export const chapters: Stories = {
  'A pull request opens: its preview is deployed': {
    jobs: scene => [{ event: scene.events.pullRequest(pull(scene)), steps: preview }],
    ends: { 'preview/pr-1': 'active, in_progress, success https://pr-1.example.com' }
  },
  'Another push: the new preview supersedes the old one, which GitHub would leave active': {
    jobs: scene => {
      scene.repository.pushTo(pull(scene))
      return [{ event: scene.events.pullRequest(pull(scene), 'synchronize'), steps: preview }]
    },
    ends: { 'preview/pr-1': 'active, in_progress, success https://pr-1.example.com' }
  },
  'The job fails after the deployment has started': {
    jobs: ({ events }) => [{ event: events.push(), steps: [action({ environment: 'staging' }), { run: 'exit 1' }] }],
    ends: { staging: 'failure, in_progress, failure' }
  },
  'A matrix over three environments, all at the same time': {
    jobs: ({ events }) =>
      ['staging', 'canary', 'production'].map(environment => ({
        name: environment,
        event: events.push(),
        matrix: { environment },
        steps: [
          action({
            environment: '${{ matrix.environment }}',
            'environment-url': 'https://${{ matrix.environment }}.example.com'
          }),
          { run: 'sleep 1' }
        ]
      })),
    ends: Object.fromEntries(
      ['staging', 'canary', 'production'].map(name => {
        const url = `https://${name}.example.com`
        return [name, `active, in_progress ${url}, success ${url}`]
      })
    )
  },
  'Two parts share an environment, each with its own task: a new API supersedes only the old API': {
    jobs: ({ repository, events }) => {
      for (const task of ['deploy:api', 'deploy:web']) {
        repository.addDeployment({ environment: 'shop', task, state: 'success' })
      }
      repository.commit('Improve the API')
      const inputs = { environment: 'shop', task: 'deploy:api', 'environment-url': 'https://api.example.com' }
      return [{ event: events.push(), steps: [action(inputs), { run: 'sleep 1' }] }]
    },
    ends: {
      'shop (deploy:api)': 'active, in_progress https://api.example.com, success https://api.example.com',
      'shop (deploy:web)': 'active, success'
    }
  },
  'A tool creates a deployment, and leaves the work to another workflow': {
    jobs: ({ events }) => {
      const inputs = { operation: 'create', environment: 'customers', payload: '{ "region": "eu" }' }
      return [{ event: events.workflowDispatch(), steps: [action(inputs)] }]
    },
    ends: { customers: 'pending' }
  },
  'A workflow "on: deployment" does the work, without any inputs, and the tool waits for it': {
    jobs: ({ repository, events }) => [
      {
        name: 'receiver',
        event: events.deployment(newest(repository, 'customers')),
        steps: [action(), { run: 'echo "Shipping to ${{ github.event.deployment.payload.region }}"\nsleep 2\n' }]
      },
      {
        name: 'tool',
        event: events.workflowDispatch(),
        steps: [action({ operation: 'wait', environment: 'customers', interval: '1s' })]
      }
    ],
    ends: { customers: 'active, in_progress, success' }
  },
  'The pull request closes: GitHub shows its preview as destroyed': {
    jobs: scene => {
      scene.repository.close(pull(scene))
      const event = scene.events.pullRequestTarget(pull(scene), 'closed')
      return [{ event, steps: [action({ operation: 'deactivate', environment: 'preview/pr-1' })] }]
    },
    ends: { 'preview/pr-1': 'destroyed, in_progress, success https://pr-1.example.com, inactive' }
  },
  'The job is cancelled during the deployment: nothing stays in progress': {
    jobs: ({ events }) => [
      { event: events.push(), steps: [action({ environment: 'staging' }), sleep], cancelledIn: 'ship' }
    ],
    ends: { staging: 'error, in_progress, error' }
  },
  'A runner dies during a deployment, so its post step cannot record the final state': {
    jobs: ({ events }) => [{ event: events.push(), steps: [action({ environment: 'canary' }), sleep], lostIn: 'ship' }],
    ends: { canary: 'in_progress, in_progress' }
  },
  'The nightly sweep cleans up after lost runners': {
    jobs: ({ events, hoursLater }) => {
      hoursLater(8)
      const environment = 'canary\npreview/**\n'
      const inputs = { operation: 'deactivate', environment, state: 'in_progress', 'older-than': '6h' }
      return [{ event: events.schedule(), steps: [action(inputs)] }]
    },
    ends: {
      canary: 'inactive, in_progress, inactive',
      production: 'active, in_progress https://production.example.com, success https://production.example.com'
    }
  }
}
