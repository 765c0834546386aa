import { describe, expect, test } from '@jest/globals'
import {
  byAge,
  chooseOthers,
  chooseOwn,
  isContentWith,
  isOfCommit,
  madeByOthers,
  mayHaveSiblings,
  outlivesItsAttempt,
  whyNotNamed,
  whyNotUpdated,
  type Candidate,
  type Choice
} from '../../src/domain/choice.ts'
import { aRun as run } from '../a-run.ts'
import type { Deployment, State, Status } from '../../src/domain/deployment.ts'
import { makerOf } from '../../src/domain/maker.ts'
import type { Run } from '../../src/domain/run.ts'

const unnumbered: Run = { ...run }
delete unnumbered.checkRunId

const sha = 'a'.repeat(40)
const deployment = (more: Partial<Deployment> = {}): Deployment => ({
  id: 1,
  nodeId: 'DE_1',
  url: '',
  sha,
  ref: 'main',
  task: 'deploy',
  environment: 'staging',
  description: 'Deploy it',
  payload: {},
  transient: false,
  production: false,
  createdAt: '2026-01-01T00:00:00Z',
  ...more
})
const status = (state: string, logUrl = ''): Status => ({
  id: 1,
  state,
  description: '',
  environmentUrl: '',
  logUrl,
  createdAt: '2026-01-01T01:00:00Z'
})
const page = (runId: number, rest = '/job/7'): string => `https://github.com/octo/app/actions/runs/${runId}${rest}`

interface Made {
  id?: number
  payload?: unknown
  task?: string
  commit?: string
  createdAt?: string
  /** Newest first. */
  statuses?: Status[]
  record?: Candidate['record']
}

function candidate({ statuses, record, commit = sha, ...more }: Made, on: Run = run): Candidate {
  const made = deployment({ ...more, sha: commit })
  return {
    deployment: made,
    maker: makerOf(made, statuses, on),
    ...(statuses === undefined ? {} : { statuses }),
    ...(record === undefined ? {} : { record })
  }
}

const by = (more: object = {}): object => ({ run_id: 11, run_attempt: 2, check_run_id: 21, job: 'ship', ...more })
const own = by({ check_run_id: 22, job: 'verify' })

/** Returns the id of the chosen deployment, or the ids of all candidates if choosing would be a guess. */
function idsIn(choice: Choice | undefined): number | number[] | undefined {
  if (choice?.isGuess !== true) return choice?.chosen.deployment.id
  return [choice.chosen, ...choice.others].map(each => each.deployment.id)
}

describe('the choice among deployments of this run', () => {
  /** `expected` is the ID of the chosen deployment, or the IDs of several candidates. */
  const cases: [name: string, made: Made[], expected: number | number[] | undefined, on?: Run][] = [
    ['is empty without deployments', [], undefined],
    ['is empty if only other runs made deployments', [{ payload: by({ run_id: 12 }) }, { payload: {} }], undefined],
    ['is the only one', [{ id: 3, payload: by() }], 3],
    [
      'is the newest of several for one task and commit',
      [
        { id: 3, payload: by() },
        { id: 2, payload: by() }
      ],
      3
    ],
    ['is one of an earlier attempt', [{ id: 3, payload: by({ run_attempt: 1 }) }], 3],
    [
      'lists both of two tasks',
      [
        { id: 3, payload: by(), task: 'a' },
        { id: 2, payload: by(), task: 'b' }
      ],
      [3, 2]
    ],
    [
      'lists both of two tasks from two attempts',
      [
        { id: 3, payload: by(), task: 'a' },
        { id: 2, payload: by({ run_attempt: 1 }), task: 'b' }
      ],
      [3, 2]
    ],
    [
      'lists both of two commits',
      [
        { id: 3, payload: by() },
        { id: 2, payload: by(), commit: 'b'.repeat(40) }
      ],
      [3, 2]
    ],
    [
      'is the one of this job if there are two tasks',
      [
        { id: 3, payload: by(), task: 'a' },
        { id: 2, payload: own, task: 'b' }
      ],
      2
    ],
    [
      'lists both if this job made two tasks',
      [
        { id: 3, payload: own, task: 'a' },
        { id: 2, payload: own, task: 'b' }
      ],
      [3, 2]
    ],
    [
      'is the newest if this job made two for one task and commit',
      [
        { id: 3, payload: own },
        { id: 2, payload: own }
      ],
      3
    ],
    [
      'is the one whose log URL is this job',
      [
        { id: 3, payload: by(), task: 'a' },
        { id: 2, payload: 'v1', task: 'b', statuses: [status('success', page(11, '/job/22'))] }
      ],
      2
    ],
    [
      "is empty if the only one is GitHub's own deployment for this job",
      [{ id: 3, statuses: [status('success', page(11))], record: 'this job' }],
      undefined
    ],
    [
      'without job IDs, is the one of the same job in this attempt',
      [
        { id: 3, payload: by() },
        { id: 2, payload: own }
      ],
      2,
      unnumbered
    ],
    [
      'without job IDs, lists both of the same job in this attempt',
      [
        { id: 3, payload: own },
        { id: 2, payload: own }
      ],
      [3, 2],
      unnumbered
    ],
    [
      'lists both of the same job in this attempt if one has no job ID',
      [
        { id: 3, payload: own },
        { id: 2, payload: { run_id: 11, run_attempt: 2, job: 'verify' } }
      ],
      [3, 2]
    ],
    [
      'without job IDs, lists one of the same job in another attempt too',
      [
        { id: 3, payload: by(), task: 'a' },
        { id: 2, payload: by({ job: 'verify', run_attempt: 1 }), task: 'b' }
      ],
      [3, 2],
      unnumbered
    ]
  ]
  test.each(cases)('%s', (_name, made, expected, on = run) => {
    const choice = chooseOwn(
      made.map(each => candidate(each, on)),
      on
    )
    expect(idsIn(choice)).toEqual(expected)
  })

  test('names the older deployments that were not chosen', () => {
    const choice = chooseOwn(
      [3, 2, 1].map(id => candidate({ id, payload: by() })),
      run
    )
    expect(choice).toMatchObject({ isGuess: false, others: [{ deployment: { id: 2 } }, { deployment: { id: 1 } }] })
  })
})

test("deployments of other runs exclude those of this run and GitHub's own", () => {
  const made: Made[] = [
    { id: 4, payload: by() },
    { id: 3, payload: by({ run_id: 12 }) },
    { id: 2, record: 'another job' },
    { id: 1, payload: 'by hand' }
  ]
  expect(
    madeByOthers(
      made.map(each => candidate(each)),
      run
    ).map(each => each.deployment.id)
  ).toEqual([3, 1])
})

describe('the choice among deployments that others made', () => {
  const others = { run_id: 12 }
  test.each<[name: string, made: Made[], expected: number | number[] | undefined]>([
    ['is empty if only this run made deployments', [{ payload: by() }], undefined],
    ["is empty if there is only GitHub's own deployment for a job", [{ record: 'another job' }], undefined],
    [
      'is the newest of one task, whoever made it and however it ended',
      [
        { id: 3, payload: others, statuses: [status('failure')] },
        { id: 2, payload: 'by hand', commit: 'b'.repeat(40) }
      ],
      3
    ],
    [
      'lists those of two tasks',
      [
        { id: 4, payload: others, task: 'a' },
        { id: 3, payload: by(), task: 'a' },
        { id: 2, payload: { run_id: 13 }, task: 'b' }
      ],
      [4, 2]
    ],
    [
      "is not confused by the task of GitHub's own deployment for a job",
      [
        { id: 3, record: 'this job' },
        { id: 2, payload: others, task: 'a' }
      ],
      2
    ]
  ])('%s', (_name, made, expected) => {
    const choice = chooseOthers(
      made.map(each => candidate(each)),
      run
    )
    expect(idsIn(choice)).toEqual(expected)
  })
})

describe('the reason why update rejects a deployment of another run', () => {
  const now = Date.parse('2026-01-01T03:30:00Z')
  const ended = (state: string): string => `ended as ${state} 2h 30m ago`
  const created = { run_id: 12, operation: 'create' }
  test.each<[string, Made, string | undefined]>([
    ['is its final state: success', { payload: created, statuses: [status('success')] }, ended('success')],
    ['is its final state: failure', { payload: created, statuses: [status('failure')] }, ended('failure')],
    ['is its final state: error', { payload: created, statuses: [status('error')] }, ended('error')],
    [
      'is its final state: inactive',
      { payload: created, statuses: [status('inactive'), status('success')] },
      ended('inactive')
    ],
    [
      'is that its "deploy" has not finished',
      { payload: { run_id: 12, operation: 'deploy' }, statuses: [] },
      'run 12 is working on it'
    ],
    [
      'is that another run is working on it',
      { payload: created, statuses: [status('in_progress', page(13))] },
      'run 13 is working on it'
    ],
    [
      'is that another run is working on it, with a custom payload',
      { payload: 1, statuses: [status('in_progress', page(13))] },
      'run 13 is working on it'
    ],
    [
      'is that a run of another repository is working on it',
      { payload: 1, statuses: [status('in_progress', 'https://github.com/a/b/actions/runs/14/job/1')] },
      'run 14 is working on it'
    ],
    [
      'is that another job is working on it, by an old log URL',
      { payload: 1, statuses: [status('in_progress', 'https://github.com/octo/app/runs/7')] },
      'another run is working on it'
    ],
    ['does not exist if it has no status', { payload: created, statuses: [] }, undefined],
    ['does not exist if its statuses were not read', { payload: created }, undefined],
    ['does not exist if it is queued', { payload: created, statuses: [status('queued', page(13))] }, undefined],
    [
      'does not exist if the run that created it works on it',
      { payload: created, statuses: [status('in_progress', page(12))] },
      undefined
    ],
    [
      'does not exist if this run works on it',
      { payload: created, statuses: [status('in_progress', page(11))] },
      undefined
    ],
    [
      'does not exist if this job works on it, by an old log URL',
      { payload: 1, statuses: [status('in_progress', 'https://github.com/octo/app/runs/22')] },
      undefined
    ],
    [
      'does not exist if its log URL is on another server',
      { payload: 1, statuses: [status('in_progress', 'https://ci.example.com/actions/runs/13')] },
      undefined
    ]
  ])('%s', (_name, made, expected) => {
    expect(whyNotUpdated(candidate(made), run, now)).toBe(expected)
  })
})

test.each<[string | undefined, State[], boolean]>([
  ['success', ['success'], true],
  ['failure', ['success'], false],
  ['failure', ['success', 'failure'], true],
  ['in_progress', ['success'], false],
  ['in_progress', ['in_progress'], true],
  ['success', ['in_progress'], true],
  ['success', ['queued'], true],
  ['success', ['pending'], true],
  ['success', ['inactive', 'failure', 'error'], false],
  ['failure', ['pending', 'queued', 'in_progress'], false],
  ['queued', ['pending', 'in_progress'], false],
  ['inactive', ['success'], false],
  ['inactive', ['inactive'], true],
  [undefined, ['pending'], true],
  [undefined, ['queued', 'success'], false]
])('wait is content with the state %s if it waits for %j: %s', (state, wanted, expected) => {
  expect(isContentWith(state, wanted)).toBe(expected)
})

test.each<[string, string[], State[], boolean]>([
  ['deploy', ['success'], ['success'], true],
  ['deploy', ['inactive', 'success'], ['success'], true],
  ['deploy', ['inactive', 'success'], ['in_progress'], true],
  ['deploy', ['inactive', 'success'], ['failure'], false],
  ['deploy', ['inactive', 'in_progress'], ['success'], false],
  ['deploy', ['inactive', 'in_progress'], ['success', 'inactive'], true],
  ['deploy', ['failure', 'success'], ['success'], false],
  ['deploy', ['failure'], ['failure'], true],
  ['deploy', ['error'], ['success'], false],
  ['deploy', ['in_progress'], ['success'], false],
  ['deploy', ['in_progress'], ['in_progress'], false],
  ['deploy', [], ['pending'], false],
  ['create', [], ['success'], true],
  ['create', ['queued'], ['success'], true],
  ['create', ['in_progress'], ['success'], true],
  ['create', ['failure'], ['success'], false],
  ['create', ['success'], ['success'], true]
])(
  'wait can select a deployment by "%s" in an earlier attempt with statuses %j, newest first, if it waits for %j: %s',
  (operation, seen, wanted, expected) => {
    const made = candidate({ payload: by({ operation }), statuses: seen.map(state => status(state)) })
    expect(outlivesItsAttempt(made, wanted)).toBe(expected)
  }
)

test.each([
  ['deploy', false],
  ['create', true]
])(
  'wait can select a deployment by "%s" in an earlier attempt whose statuses were not read: %s',
  (operation, expected) => {
    expect(outlivesItsAttempt(candidate({ payload: by({ operation }) }), ['success'])).toBe(expected)
  }
)

test.each<[string, Made, number, boolean]>([
  ['another job, just now', { payload: by() }, 59_000, true],
  ['another job, a minute ago', { payload: by() }, 60_000, false],
  ['this job, just now', { payload: own }, 1000, false]
])('whether more deployments of this run may appear, for a deployment of %s', (_name, made, age, expected) => {
  expect(mayHaveSiblings(candidate(made), run, Date.parse('2026-01-01T00:00:00Z') + age)).toBe(expected)
})

test('deployments are sorted newest first, and by ID within a second', () => {
  const made = [
    candidate({ id: 1, createdAt: '2026-01-01T00:00:00Z' }),
    candidate({ id: 2, createdAt: '2026-01-01T00:00:00Z' }),
    candidate({ id: 0, createdAt: '2026-01-02T00:00:00Z' })
  ]
  expect(made.sort(byAge).map(each => each.deployment.id)).toEqual([0, 2, 1])
})

test.each<[{ ref: string; sha?: string }, boolean]>([
  [{ ref: 'main' }, true],
  [{ ref: sha }, true],
  [{ ref: sha.toUpperCase() }, true],
  [{ ref: 'release', sha }, true],
  [{ ref: 'release' }, false],
  [{ ref: 'main', sha: 'b'.repeat(40) }, true],
  [{ ref: 'b'.repeat(40) }, false]
])('the deployment has the commit %j: %s', (wanted, expected) => {
  expect(isOfCommit(deployment(), wanted)).toBe(expected)
})

test.each<[{ environment?: string; task?: string }, string | undefined]>([
  [{}, undefined],
  [{ environment: 'Staging', task: 'deploy' }, undefined],
  [{ environment: 'qa' }, 'its environment is staging, not qa'],
  [{ task: 'Deploy' }, 'its task is deploy, not Deploy'],
  [{ environment: 'qa', task: 'web' }, 'its environment is staging, not qa']
])('the deployment differs from the inputs %j: %s', (named, expected) => {
  expect(whyNotNamed(deployment(), named)).toBe(expected)
})
