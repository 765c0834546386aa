import type { Run } from '../src/domain/run.ts'

/** A job in the second attempt of a run, for unit tests. */
export const aRun: Run = {
  serverUrl: 'https://github.com',
  apiUrl: 'https://api.github.com',
  repository: { owner: 'octo', name: 'app' },
  runId: 11,
  runAttempt: 2,
  checkRunId: 22,
  workflow: 'Deploy',
  job: 'verify',
  step: '__run',
  actor: 'octocat',
  event: 'push'
}
