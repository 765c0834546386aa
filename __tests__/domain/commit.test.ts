import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { commitOf, isTransientByEvent, type Event } from '../../src/domain/commit.ts'
import { Problem } from '../../src/messages/problem.ts'

/** `GITHUB_SHA` from the runner. For most events here, it is not the commit to deploy. */
const runnerSha = '9'.repeat(40)
const headSha = 'a'.repeat(40)
const mergeSha = 'b'.repeat(40)

const eventOf = (name: string, payload: unknown = {}, sha = runnerSha): Event => ({ name, payload, sha })

const pull = { state: 'open', merged_at: null, merge_commit_sha: mergeSha, head: { sha: headSha } }
const open = { ...pull, merged: false }
const closed = { ...open, state: 'closed' }
const mergedAt = '2025-01-02T03:04:05Z'
const merged = { ...closed, merged: true, merged_at: mergedAt }
/** In the payload of a review, a pull request has no `merged`. */
const mergedInReview = { ...pull, state: 'closed', merged_at: mergedAt }

const pullRequestEvents = [
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment'
] as const

describe('the commit to record', () => {
  test.each(
    pullRequestEvents.flatMap((name): [string, object, string][] => [
      [name, { pull_request: open }, headSha],
      [name, { pull_request: closed }, headSha],
      [name, { pull_request: merged }, mergeSha],
      [name, { pull_request: mergedInReview }, mergeSha]
    ])
  )('on %s %j is the head, or the merge commit of a merged pull request', (name, payload, ref) => {
    expect(commitOf(eventOf(name, payload))).toEqual({ kind: 'ref', ref })
  })

  test.each([
    ['workflow_run', { workflow_run: { head_sha: headSha } }],
    ['merge_group', { merge_group: { head_sha: headSha } }],
    ['check_suite', { check_suite: { head_sha: headSha } }],
    ['check_run', { check_run: { head_sha: headSha } }],
    ['status', { sha: headSha }],
    ['deployment', { deployment: { sha: headSha } }],
    ['deployment_status', { deployment: { sha: headSha } }]
  ])('on %s is the commit in the event', (name, payload) => {
    expect(commitOf(eventOf(name, payload))).toEqual({ kind: 'ref', ref: headSha })
  })

  test.each([
    ['push', { deleted: false, after: headSha }],
    ['push', {}],
    ['create', { ref: 'topic', ref_type: 'branch', deleted: true }],
    ['release', { release: { target_commitish: 'main' } }],
    ['schedule', { schedule: '0 4 * * *' }],
    ['workflow_dispatch', { inputs: {} }],
    ['repository_dispatch', { client_payload: { sha: headSha } }],
    ['issues', { issue: { number: 7 } }],
    ['issues', { issue: { number: 7, pull_request: {} } }],
    ['issue_comment', { issue: { number: 7 } }],
    ['issue_comment', { issue: { pull_request: {} } }],
    ['an event of tomorrow', { sha: headSha }]
  ])('on %s %j is GITHUB_SHA', (name, payload) => {
    expect(commitOf(eventOf(name, payload))).toEqual({ kind: 'ref', ref: runnerSha })
  })

  test('on pull_request is GITHUB_SHA if the pull request is merged without merge_commit_sha', () => {
    const payload = { pull_request: { ...merged, merge_commit_sha: undefined, number: 7 } }
    expect(commitOf(eventOf('pull_request', payload))).toEqual({ kind: 'ref', ref: runnerSha })
  })

  test('on issue_comment is the commit of the pull request', () => {
    const payload = { issue: { number: 7, pull_request: { url: 'https://api.github.com/repos/octo/app/pulls/7' } } }
    expect(commitOf(eventOf('issue_comment', payload))).toEqual({ kind: 'pull-request', number: 7 })
  })

  test.each([
    ['pull_request', {}, 'The event pull_request has no commit (github.event.pull_request.head.sha is empty).'],
    [
      'pull_request_target',
      { pull_request: { ...merged, merge_commit_sha: null } },
      'The event pull_request_target has no commit (github.event.pull_request.merge_commit_sha is empty).'
    ],
    [
      'pull_request_review',
      { pull_request: { ...merged, merge_commit_sha: undefined, number: 7 } },
      'The event pull_request_review has no commit (github.event.pull_request.merge_commit_sha is empty).'
    ],
    ['workflow_run', {}, 'The event workflow_run has no commit (github.event.workflow_run.head_sha is empty).'],
    ['status', { sha: 7 }, 'The event status has no commit (github.event.sha is empty).'],
    ['deployment', null, 'The event deployment has no commit (github.event.deployment.sha is empty).']
  ])('on %s %j is missing, and the error says which field is empty', (name, payload, message) => {
    expect(refusal(eventOf(name, payload))).toEqual({ message, remedy: 'Set the input "ref" to the commit.' })
  })

  test.each([
    ['push', { deleted: true }],
    ['delete', { ref: 'topic', ref_type: 'branch' }]
  ])('on %s of a deleted branch or tag is missing', (name, payload) => {
    expect(refusal(eventOf(name, payload))).toEqual({
      message: `The event ${name} is for a deleted branch or tag, so it has no commit.`,
      remedy: 'Skip this step with an "if:", or set the input "ref" to the commit.'
    })
  })

  test('is missing without an event and without GITHUB_SHA', () => {
    expect(refusal(eventOf('schedule', {}, '')).message).toBe('The event schedule has no commit (GITHUB_SHA is empty).')
  })

  test.each(['main', 'v1.2.3', headSha, 'refs/heads/a b', 'head', 'HEAD~1'])(
    'is "ref" unchanged if it is set: %j',
    ref => {
      const given = { kind: 'ref', ref }
      expect(commitOf(eventOf('pull_request', { pull_request: open }), ref)).toEqual(given)
      expect(commitOf(eventOf('push', { deleted: true }), ref)).toEqual(given)
    }
  )

  test.each([
    ['pull_request', { pull_request: open }, mergeSha],
    ['pull_request', { pull_request: open }, mergeSha.toUpperCase()],
    ['pull_request', { pull_request: open }, runnerSha],
    ['pull_request_review', { pull_request: open }, runnerSha],
    ['pull_request_target', { pull_request: open }, mergeSha],
    ['pull_request', { pull_request: open }, 'refs/pull/7/merge'],
    ['workflow_dispatch', {}, 'refs/pull/7/merge'],
    ['workflow_dispatch', {}, 'pull/12/merge']
  ])('on %s %j, the ref %s is the test merge commit', (name, payload, ref) => {
    expect(commitOf(eventOf(name, payload), ref)).toEqual({ kind: 'ref', ref, isTestMerge: true })
  })

  test.each([
    ['push', {}, runnerSha],
    ['pull_request', { pull_request: open }, headSha],
    ['pull_request', { pull_request: merged }, mergeSha],
    // Its GITHUB_SHA is the default branch.
    ['pull_request_target', { pull_request: open }, runnerSha],
    ['pull_request', { pull_request: open }, 'refs/pull/7/head'],
    ['pull_request', { pull_request: open }, 'refs/heads/refs/pull/7/merge'],
    ['pull_request', { pull_request: open }, 'refs/pull/7/merge-queue']
  ])('on %s %j, the ref %s is not the test merge commit', (name, payload, ref) => {
    expect(commitOf(eventOf(name, payload), ref)).toEqual({ kind: 'ref', ref })
  })

  test.each([
    ['push', {}, { kind: 'head', mergeCommits: [] }],
    ['push', { deleted: true }, { kind: 'head', mergeCommits: [] }],
    ['pull_request', { pull_request: open }, { kind: 'head', mergeCommits: [mergeSha, runnerSha] }],
    ['pull_request_review', { pull_request: open }, { kind: 'head', mergeCommits: [mergeSha, runnerSha] }],
    // Its GITHUB_SHA is the default branch.
    ['pull_request_target', { pull_request: open }, { kind: 'head', mergeCommits: [mergeSha] }],
    ['pull_request', { pull_request: merged }, { kind: 'head', mergeCommits: [] }]
  ])('for "ref: HEAD" on %s %j lists the merge commits to reject', (name, payload, expected) => {
    expect(commitOf(eventOf(name, payload), 'HEAD')).toEqual(expected)
  })

  test('on any pull request event is the head or the final merge commit', () => {
    const sha = fc.stringMatching(/^[0-9a-f]{40}$/)
    const event = fc.record({
      name: fc.constantFrom(...pullRequestEvents),
      sha: fc.constant(runnerSha),
      payload: fc.record({
        action: fc.constantFrom('opened', 'synchronize', 'closed', 'labeled'),
        pull_request: fc.record({
          state: fc.constantFrom('open', 'closed'),
          merged: fc.boolean(),
          head: fc.record({ sha, ref: fc.string() }),
          merge_commit_sha: sha
        })
      })
    })
    fc.assert(
      fc.property(event, seen => {
        const { pull_request: shown } = seen.payload
        const commit = commitOf(seen)
        expect(commit).toMatchObject({ kind: 'ref', ref: shown.merged ? shown.merge_commit_sha : shown.head.sha })
      })
    )
  })

  test('is found on any event, or an error says why not', () => {
    const name = fc.oneof(
      fc.constantFrom(...pullRequestEvents, 'push', 'delete', 'deployment', 'status', 'issue_comment', 'workflow_run'),
      fc.string()
    )
    const event = fc.record({ name, payload: fc.jsonValue(), sha: fc.constantFrom('', runnerSha) })
    fc.assert(
      fc.property(event, fc.option(fc.string({ minLength: 1 }), { nil: undefined }), (seen, ref) => {
        try {
          const commit = commitOf(seen, ref)
          if (commit.kind === 'ref') expect(commit.ref).not.toBe('')
        } catch (error) {
          expect(error).toBeInstanceOf(Problem)
          expect(ref).toBeUndefined()
        }
      })
    )
  })
})

const comment = (pull: object): object => ({ issue: { number: 7, pull_request: pull } })

describe('transient by default', () => {
  const preview = { environment: 'pr-7', production: false }

  test.each<[string, unknown, boolean]>([
    ...pullRequestEvents.flatMap((name): [string, unknown, boolean][] => [
      [name, { pull_request: open }, true],
      [name, { pull_request: closed }, true],
      [name, { pull_request: merged }, false],
      [name, { pull_request: mergedInReview }, false]
    ]),
    ['issue_comment', comment({ url: 'x', merged_at: null }), true],
    ['issue_comment', comment({ url: 'x' }), true],
    ['issue_comment', comment({ url: 'x', merged_at: mergedAt }), false],
    ['issue_comment', { issue: { number: 7 } }, false],
    ['issues', comment({ url: 'x' }), false],
    ['workflow_run', { workflow_run: { event: 'pull_request' } }, true],
    ['workflow_run', { workflow_run: { event: 'pull_request_target' } }, true],
    ['workflow_run', { workflow_run: { event: 'push' } }, false],
    ['workflow_run', {}, false],
    ['repository_dispatch', { workflow_run: { event: 'pull_request' } }, false],
    ['push', {}, false],
    ['schedule', {}, false],
    ['workflow_dispatch', {}, false],
    ['merge_group', { merge_group: { head_sha: headSha } }, false],
    ['deployment', { deployment: { sha: headSha } }, false],
    ['release', {}, false]
  ])('on %s %j is %s', (name, payload, transient) => {
    expect(isTransientByEvent(eventOf(name, payload), preview)).toBe(transient)
  })

  test.each(['production', 'Production', 'PRODUCTION'])('is false for the environment %s', environment => {
    expect(isTransientByEvent(eventOf('pull_request', { pull_request: open }), { ...preview, environment })).toBe(false)
  })

  test.each(['production-eu', 'pre-production'])('is true for the environment %s on a pull request', environment => {
    expect(isTransientByEvent(eventOf('pull_request', { pull_request: open }), { ...preview, environment })).toBe(true)
  })

  test('is false if the environment is marked as production', () => {
    const event = eventOf('pull_request', { pull_request: open })
    expect(isTransientByEvent(event, { ...preview, production: true })).toBe(false)
  })
})

function refusal(event: Event): { message: string; remedy: string } {
  try {
    commitOf(event)
  } catch (error) {
    if (error instanceof Problem) return { message: error.message, remedy: error.remedy }
    throw error
  }
  throw new Error('A commit was found.')
}
