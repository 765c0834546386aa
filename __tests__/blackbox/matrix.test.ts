import { expect } from '@jest/globals'
import { states, story } from './stage.ts'

const siblings = `
name: Deploy
on: push
jobs:
  ship:
    strategy:
      matrix:
        region: [eu, us]
    steps:
      - id: deployment
        uses: ./
        with:
          environment: \${{ matrix.region }}
      - run: test \${{ matrix.region }} = eu
`

story('the siblings of a matrix each record their own, and one that fails is not the other', async stage => {
  const { repository, runWorkflow } = stage
  const workflow = siblings.replace('strategy:', 'strategy:\n      fail-fast: false')
  const { conclusion, jobs } = await runWorkflow(workflow)
  expect(conclusion).toBe('failure')
  expect(jobs.map(({ name, conclusion }) => [name, conclusion])).toEqual([
    ['ship (eu)', 'success'],
    ['ship (us)', 'failure']
  ])
  expect(repository.deployments).toHaveLength(2)
  expect(repository.deploymentsOf('eu').map(states)).toEqual([['in_progress', 'success']])
  expect(repository.deploymentsOf('us').map(states)).toEqual([['in_progress', 'failure']])
  const logs = repository.deployments.map(deployment => deployment.latestStatus?.logUrl)
  expect(new Set(logs).size).toBe(2)
})

const later = `
name: Deploy
on: push
jobs:
  announce:
    strategy:
      matrix:
        region: [eu, us]
    steps:
      - uses: ./
        with:
          operation: create
          environment: \${{ matrix.region }}
          state: queued
  ship:
    needs: announce
    strategy:
      matrix:
        region: [eu, us]
    steps:
      - uses: ./
        with:
          operation: update
          environment: \${{ matrix.region }}
          state: in_progress
  verify:
    needs: ship
    if: always()
    strategy:
      matrix:
        region: [eu, us]
    steps:
      - uses: ./
        with:
          operation: update
          environment: \${{ matrix.region }}
          state: success
          environment-url: https://\${{ matrix.region }}.example.com
`

story('later jobs need no ID: they find the deployments of this run', async ({ repository, events, runWorkflow }) => {
  const event = events.push()
  const first = await runWorkflow(later, { event })
  const ours = repository.deployments
  // Another user deploys the same commit to the same environments.
  for (const environment of ['eu', 'us'])
    repository.addDeployment({ environment, sha: repository.tip, payload: 'by hand' })
  const second = await runWorkflow(later, { event })
  expect([first.conclusion, second.conclusion]).toEqual(['success', 'success'])
  expect(ours.map(states)).toEqual([
    ['queued', 'in_progress', 'success', 'inactive'],
    ['queued', 'in_progress', 'success', 'inactive']
  ])
  expect(repository.deployments.slice(2, 4).map(states)).toEqual([[], []])
  const [fifth, sixth] = repository.deployments.slice(4)
  for (const deployment of [fifth, sixth]) {
    expect(deployment && states(deployment)).toEqual(['queued', 'in_progress', 'success'])
    expect(deployment?.latestStatus?.environmentUrl).toBe(`https://${deployment?.environment ?? ''}.example.com`)
  }
})

const handover = `
name: Deploy
on: push
jobs:
  announce:
    outputs:
      id: \${{ steps.deployment.outputs.deployment-id }}
    steps:
      - id: deployment
        uses: ./
        with:
          operation: create
          environment: staging
          state: pending
  ship:
    needs: announce
    steps:
      - uses: ./
        with:
          deployment-id: \${{ needs.announce.outputs.id }}
`

story('a later job takes over a deployment from an earlier one', async stage => {
  const { made, runWorkflow } = stage
  const { conclusion } = await runWorkflow(handover)
  expect(conclusion).toBe('success')
  expect(states(made())).toEqual(['pending', 'in_progress', 'success'])
})

story('two steps of one job each end their own deployment', async ({ repository, run }) => {
  const second = { id: 'second', uses: './', with: { environment: 'us', result: '${{ steps.ship.outcome }}' } }
  const ship = { id: 'ship', run: 'exit 1', 'continue-on-error': true }
  const { outputs, job } = await run({ environment: 'eu' }, { later: [second, ship] })
  const [eu, us] = repository.deployments
  expect([outputs, job.step('second').outputs].map(each => each['deployment-id'])).toEqual([
    String(eu?.id),
    String(us?.id)
  ])
  expect(repository.deployments.map(states)).toEqual([
    ['in_progress', 'success'],
    ['in_progress', 'failure']
  ])
})
