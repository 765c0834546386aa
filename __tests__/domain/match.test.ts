import { expect, test } from '@jest/globals'
import type { Deployment } from '../../src/domain/deployment.ts'
import { isOfCommit, whyNotNamed } from '../../src/domain/match.ts'

const sha = 'a'.repeat(40)
const deployment: Deployment = {
  id: 1,
  nodeId: 'DE_1',
  url: '',
  sha,
  ref: 'main',
  task: 'deploy',
  environment: 'staging',
  description: '',
  payload: {},
  transient: false,
  production: false,
  createdAt: '2026-01-01T00:00:00Z'
}

test.each<[{ ref: string; sha?: string }, boolean]>([
  [{ ref: 'main' }, true],
  [{ ref: sha }, true],
  [{ ref: sha.toUpperCase() }, true],
  [{ ref: 'release', sha }, true],
  [{ ref: 'release' }, false],
  [{ ref: 'main', sha: 'b'.repeat(40) }, true],
  [{ ref: 'b'.repeat(40) }, false]
])('the deployment has the commit %j: %s', (wanted, expected) => {
  expect(isOfCommit(deployment, wanted)).toBe(expected)
})

test.each<[{ environment?: string; task?: string }, string | undefined]>([
  [{}, undefined],
  [{ environment: 'Staging', task: 'deploy' }, undefined],
  [{ environment: 'qa' }, 'its environment is staging, not qa'],
  [{ task: 'Deploy' }, 'its task is deploy, not Deploy'],
  [{ environment: 'qa', task: 'web' }, 'its environment is staging, not qa']
])('the deployment differs from the inputs %j: %s', (named, expected) => {
  expect(whyNotNamed(deployment, named)).toBe(expected)
})
