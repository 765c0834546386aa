import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  Cancelled,
  explain,
  GitHubProblem,
  isForAll,
  isNotFound,
  isUnanswered,
  linkTo,
  notice,
  Problem,
  warning,
  type Answer
} from '../../src/messages/problem.ts'

describe('an error is explained in one paragraph', () => {
  test.each<[unknown, string]>([
    [new Problem('It broke.', 'Mend it.'), 'It broke. Mend it.'],
    [
      new GitHubProblem(
        { doing: 'set deployment 7 to success', answer: { status: 404, message: 'Not Found', requestId: 'A:1' } },
        'Look.'
      ),
      'Could not set deployment 7 to success: Not Found (HTTP 404). Look. [request A:1]'
    ],
    [
      new GitHubProblem(
        { doing: 'look', answer: { status: 409, message: 'Conflict merging main into topic.' } },
        'Merge.'
      ),
      'Could not look: Conflict merging main into topic (HTTP 409). Merge.'
    ],
    [
      new GitHubProblem(
        { doing: 'look', answer: { status: 0, message: 'connect ECONNREFUSED 127.0.0.1:1' } },
        'Check.'
      ),
      'Could not look: connect ECONNREFUSED 127.0.0.1:1. Check.'
    ],
    [
      new GitHubProblem({ doing: 'look', answer: { status: 404, message: ' Not Found. ' } }, 'Look.'),
      'Could not look: Not Found (HTTP 404). Look.'
    ],
    [
      new GitHubProblem({ doing: 'look', answer: { status: 500, message: 'Boom!' } }, 'Look.'),
      'Could not look: Boom! (HTTP 500). Look.'
    ],
    [new Cancelled(), 'Cancelled. If this step started a deployment, its post step will record the final state.'],
    [
      new TypeError('x is not a function'),
      'Unexpected error: x is not a function. Please report this with the log of a run with debug logging.'
    ],
    [new Problem('Found:\n- one\n', 'Choose.'), 'Found:\n- one\nChoose.'],
    ['thrown text', 'Unexpected error: thrown text. Please report this with the log of a run with debug logging.'],
    ['thrown text?', 'Unexpected error: thrown text? Please report this with the log of a run with debug logging.'],
    ['thrown text!', 'Unexpected error: thrown text! Please report this with the log of a run with debug logging.']
  ])('%s', (error, text) => {
    expect(explain(error)).toBe(text)
  })

  test('what GitHub said, the status, the remedy and the request are all in it, and the sentences end', () => {
    const message = fc.string({ minLength: 1 }).filter(text => text.trim() !== '')
    fc.assert(
      fc.property(
        message,
        fc.integer({ min: 400, max: 599 }),
        fc.stringMatching(/^[0-9A-F:]+$/),
        (said, status, requestId) => {
          const text = explain(
            new GitHubProblem({ doing: 'do it', answer: { status, message: said, requestId } }, 'Remedy.')
          )
          expect(text).toContain(said.trim().replace(/\.$/, ''))
          expect(text).toMatch(new RegExp(`\\(HTTP ${status}\\)\\. Remedy\\. \\[request ${requestId}\\]$`))
        }
      )
    )
  })
})

const problem = (answer: Partial<Answer>): GitHubProblem =>
  new GitHubProblem({ doing: 'look', answer: { status: 502, message: 'Bad Gateway', ...answer } }, 'Look.')

test.each<[string, unknown, boolean]>([
  ['an answer', problem({}), false],
  ['no answer', problem({ unanswered: true }), true],
  ["the author's mistake", new Problem('It broke.', 'Mend it.'), false],
  ['anything else', { answer: { unanswered: true } }, false]
])('%s means that GitHub had no answer in time: %s', (_name, error, expected) => {
  expect(isUnanswered(error)).toBe(expected)
})

test.each<[string, unknown, boolean]>([
  ['a 404 of GitHub', problem({ status: 404 }), true],
  ['another answer', problem({ status: 403 }), false],
  ["the author's mistake", new Problem('It broke.', 'Mend it.'), false],
  ['anything else', { answer: { status: 404 } }, false]
])('%s means "not found": %s', (_name, error, expected) => {
  expect(isNotFound(error)).toBe(expected)
})

test.each<[Partial<Answer>, boolean]>([
  [{ status: 401 }, true],
  [{ status: 403 }, true],
  [{ status: 404 }, true],
  [{ status: 429 }, true],
  [{ status: 200, limit: 'primary' }, true],
  [{ status: 409 }, false],
  [{ status: 422 }, false],
  [{ status: 0, unanswered: true }, false],
  [{ status: 502, unanswered: true }, false]
])('the answer %j for one is one for all: %s', (answer, expected) => {
  expect(isForAll(problem(answer))).toBe(expected)
})

describe('the link to the entry in docs/errors.md', () => {
  const actionUrl = 'https://github.com/OWNER/deployment-lifecycle/blob/v1'
  const link = ` See ${actionUrl}/docs/errors.md#it-broke`

  test.each([
    ['an error', new Problem('It broke.', 'Mend it.', 'it-broke')],
    [
      "GitHub's answer",
      new GitHubProblem({ doing: 'look', answer: { status: 404, message: 'Not Found' } }, 'Look.', 'it-broke')
    ],
    ['a warning', warning('It broke.', 'it-broke')],
    ['a notice', notice('It broke.', 'it-broke')]
  ])('follows %s, if the address of the action is known', (_name, message) => {
    expect(linkTo(message, actionUrl)).toBe(link)
    expect(linkTo(message, undefined)).toBe('')
  })

  test('does not follow a message without an entry', () => {
    expect(linkTo(new Problem('It broke.', 'Mend it.'), actionUrl)).toBe('')
    expect(linkTo({ entry: undefined }, undefined)).toBe('')
  })
})
