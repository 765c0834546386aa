import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { explain } from '../../src/messages/problem.ts'
import type { TokenKind } from '../../src/domain/token.ts'
import { gaveUp, problemOf, type Circumstances } from '../../src/github/advice.ts'
import { Failed, faultOf, graphqlErrors, graphqlFault, limitOf, type Fault } from '../../src/github/fault.ts'
import { networkError } from '../../src/github/fault.ts'
import { TransportError } from '../../src/github/fault.ts'

/** Returns an error response as Octokit throws it. */
const answered = (status: number, data: unknown, headers: Record<string, string> = {}): Error =>
  Object.assign(new Error(`HttpError ${status}`), { status, response: { status, headers, data } })

/** Returns the error that Octokit throws for a request without a response. */
const unanswered = (code: string, message = `socket: ${code}`, options?: { beforeSending: boolean }): Error =>
  Object.assign(new Error('HttpError', { cause: new TransportError(message, code, options) }), { status: 500 })

const documentation = 'https://docs.github.com/rest'
/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits */
const secondary = {
  message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  documentation_url: documentation
}
const primary = { message: 'API rate limit exceeded for installation ID 1.', documentation_url: documentation }
const html = '<html><h1>502 Bad Gateway</h1></html>'

describe('the fault of a failed request', () => {
  test.each<[string, Error, object]>([
    // The network
    ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].map(
      (code): [string, Error, object] => [code, unanswered(code), { certainty: 'refused', answer: { status: 0 } }]
    ),
    ...['ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'TIME_LIMIT', 'UNKNOWN'].map((code): [string, Error, object] => [
      code,
      unanswered(code),
      { certainty: 'open', answer: { status: 0 } }
    ]),
    ...['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'REDIRECT'].map(
      (code): [string, Error, object] => [
        code,
        unanswered(code),
        { certainty: 'answered', answer: { status: 0, message: `socket: ${code}` }, data: { code } }
      ]
    ),
    ...['PROXY_LOGIN', 'PROXY_REFUSED', 'EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER'].map(
      (code): [string, Error, object] => [code, unanswered(code), { certainty: 'answered', data: { code } }]
    ),
    ...['PROXY_FAILED', 'ECONNRESET', 'HPE_INVALID_CONSTANT'].map((code): [string, Error, object] => [
      `${code} before the request was sent`,
      unanswered(code, code, { beforeSending: true }),
      { certainty: 'refused', answer: { status: 0 } }
    ]),
    ['a host name that does not exist', unanswered('ENOTFOUND'), { certainty: 'refused', isUnknownHost: true }],
    ['408 from a proxy', answered(408, html), { certainty: 'open', answer: { status: 408 } }],
    ['a body that is too large', unanswered('BODY_TOO_LARGE'), { certainty: 'open', answer: { isForeign: true } }],
    [
      'a response that is not HTTP',
      unanswered('HPE_INVALID_CONSTANT'),
      { certainty: 'open', answer: { isForeign: true } }
    ],
    ['503 with retry-after', answered(503, html, { 'retry-after': '30' }), { certainty: 'open', waitMs: 30_000 }],

    // Rate limits
    ['429', answered(429, secondary), { certainty: 'refused', limit: 'secondary' }],
    [
      '429 with retry-after',
      answered(429, secondary, { 'retry-after': '7' }),
      { certainty: 'refused', limit: 'secondary', waitMs: 7000 }
    ],
    ['429 with a web page', answered(429, html), { certainty: 'refused', answer: { status: 429 } }],
    ['403, secondary', answered(403, secondary), { certainty: 'refused', limit: 'secondary' }],
    [
      '403, secondary, with retry-after',
      answered(403, secondary, { 'retry-after': '60' }),
      { certainty: 'refused', waitMs: 60_000 }
    ],
    [
      '403, primary, with a time',
      answered(403, primary, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1735787045' }),
      { certainty: 'refused', limit: 'primary', untilMs: 1_735_787_045_000 }
    ],
    [
      '403, primary, without a time',
      answered(403, primary, { 'x-ratelimit-remaining': '0' }),
      { certainty: 'refused', limit: 'primary' }
    ],
    [
      '429, primary',
      answered(429, primary, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1735787045' }),
      { certainty: 'refused', limit: 'primary', untilMs: 1_735_787_045_000 }
    ],
    [
      'a secondary rate limit while the primary one is used up',
      answered(403, secondary, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1735787045' }),
      { certainty: 'refused', limit: 'secondary' }
    ],
    [
      '403 with retry-after alone',
      answered(403, { message: 'Slow down' }, { 'retry-after': '3' }),
      { certainty: 'refused', waitMs: 3000 }
    ],

    // Server errors
    ...[500, 502, 503, 504, 520].map((status): [string, Error, object] => [
      `${status}`,
      answered(status, html),
      { certainty: 'open', answer: { status, message: 'GitHub could not answer' } }
    ]),
    [
      '503 with a message',
      answered(503, { message: 'Unicorn' }),
      { certainty: 'open', answer: { status: 503, message: 'Unicorn' } }
    ],

    // Client errors
    ...[400, 401, 403, 404, 409, 410, 415, 418, 422, 451].map((status): [string, Error, object] => [
      `${status}`,
      answered(status, { message: 'No' }),
      { certainty: 'answered', answer: { status, message: 'No' }, data: { message: 'No' } }
    ]),
    [
      '404 without a message',
      answered(404, {}),
      { certainty: 'answered', answer: { status: 404, message: 'GitHub answered 404' } }
    ],
    ...[300, 400, 401, 403, 404, 405, 406, 407, 409, 410, 418, 422, 451, 499].flatMap(
      (status): [string, Error, object][] => [
        [
          `${status} with a web page`,
          answered(status, '<!doctype html><style>p { }</style><title>Not here</title>\n<p class="a">Log in &gt;'),
          {
            certainty: 'answered',
            answer: {
              isForeign: true,
              status: 0,
              message: `The answer (HTTP ${status}) does not come from a GitHub API: it begins with "Not here Log in &gt;"`
            }
          }
        ],
        [
          `${status} without a body`,
          answered(status, '', { 'x-github-request-id': 'A1:B2' }),
          {
            certainty: 'answered',
            answer: {
              isForeign: true,
              status: 0,
              requestId: 'A1:B2',
              message: `The answer (HTTP ${status}) does not come from a GitHub API: it is empty`
            }
          }
        ]
      ]
    ),
    [
      'a missing permission',
      answered(
        403,
        { message: 'Resource not accessible by integration' },
        { 'x-accepted-github-permissions': 'deployments=write' }
      ),
      { certainty: 'answered', permissions: 'deployments=write' }
    ]
  ])('is classified: %s', (_, error, fault) => {
    expect(faultOf(error)).toMatchObject(fault)
  })

  test('includes the request ID of every response', () => {
    const headers = { 'x-github-request-id': 'A1:B2' }
    for (const status of [429, 502, 404]) {
      expect(faultOf(answered(status, { message: 'No' }, headers)).answer.requestId).toBe('A1:B2')
    }
  })

  test('is not foreign for a 502 or a closed connection', () => {
    for (const error of [answered(502, html), unanswered('ECONNRESET')]) {
      expect(faultOf(error).answer).not.toHaveProperty('isForeign')
    }
  })

  test('has no wait time unless the response names one', () => {
    expect(faultOf(answered(502, html))).not.toHaveProperty('wait')
    expect(faultOf(answered(403, secondary))).not.toHaveProperty('wait')
    expect(faultOf(answered(403, { message: 'No' }))).not.toHaveProperty('limit')
  })

  test('is unchanged if the error already has one', () => {
    const fault: Fault = {
      certainty: 'open',
      answer: { status: 200, message: 'The answer is not one that GitHub gives' }
    }
    expect(faultOf(new Failed(fault))).toBe(fault)
  })

  test('is always "open" for a server error', () => {
    const anyStatus = fc.integer({ min: 500, max: 599 })
    fc.assert(
      fc.property(
        anyStatus,
        fc.oneof(fc.jsonValue(), fc.string()),
        fc.dictionary(fc.string(), fc.string()),
        (status, data, headers) => {
          expect(faultOf(answered(status, data, headers)).certainty).toBe('open')
        }
      )
    )
  })

  test('is not made for a defect of the action', () => {
    expect(() => faultOf(new TypeError('x is undefined'))).toThrow(new TypeError('x is undefined'))
  })
})

describe('a rate limit', () => {
  test.each<[number, Record<string, string>, string, object | undefined]>([
    [403, {}, 'Forbidden', undefined],
    [403, { 'x-ratelimit-remaining': '1' }, 'Forbidden', undefined],
    [404, { 'retry-after': '5' }, 'Not Found', undefined],
    [200, { 'x-ratelimit-remaining': '0' }, '', undefined],
    [502, { 'retry-after': '5' }, secondary.message, undefined],
    [429, { 'retry-after': 'soon' }, '', { limit: 'secondary' }],
    [429, { 'retry-after': '' }, '', { limit: 'secondary' }],
    [429, { 'retry-after': '-5' }, '', { limit: 'secondary' }],
    [429, { 'retry-after': '0' }, '', { limit: 'secondary', waitMs: 0 }],
    [429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'later' }, '', { limit: 'primary' }],
    // GitHub says that retry-after takes precedence.
    [
      403,
      { 'retry-after': '5', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1735787045' },
      primary.message,
      { limit: 'primary', waitMs: 5000 }
    ]
  ])('is read, if any, from %d %j %j', (status, headers, message, expected) => {
    expect(limitOf(status, headers, message)).toEqual(expected)
  })

  test('never has a negative or invalid wait time', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.constantFrom('0', '1', ''), (after, reset, remaining) => {
        const headers = { 'retry-after': after, 'x-ratelimit-reset': reset, 'x-ratelimit-remaining': remaining }
        const limit = limitOf(429, headers, '')
        if (limit?.waitMs !== undefined) expect(limit.waitMs).toBeGreaterThanOrEqual(0)
        if (limit?.untilMs !== undefined) expect(Number.isFinite(limit.untilMs)).toBe(true)
      })
    )
  })
})

describe('errors in a GraphQL response', () => {
  const about = { status: 200, requestId: 'A1:B2' }
  const withErrors = (...errors: object[]): unknown => ({ data: { createDeploymentStatus: null }, errors })

  test.each<[string, unknown, Record<string, string>, object]>([
    [
      'for FORBIDDEN',
      withErrors({ type: 'FORBIDDEN', path: ['a'], message: 'Resource not accessible by integration' }),
      {},
      {
        certainty: 'answered',
        answer: { status: 403, message: 'Resource not accessible by integration', requestId: 'A1:B2' }
      }
    ],
    [
      'for missing scopes',
      withErrors({ type: 'INSUFFICIENT_SCOPES', message: 'Your token has not been granted the required scopes' }),
      {},
      { certainty: 'answered', answer: { status: 403 } }
    ],
    [
      'for NOT_FOUND',
      withErrors({ type: 'NOT_FOUND', message: 'Gone' }),
      {},
      { certainty: 'answered', answer: { status: 404 } }
    ],
    [
      'for an unknown field',
      withErrors({ message: "Field 'x' doesn't exist" }),
      {},
      { certainty: 'answered', answer: { status: 200 } }
    ],
    [
      'without a message',
      withErrors({}),
      {},
      { certainty: 'answered', answer: { message: 'GitHub does not say why' } }
    ],
    [
      'for the primary rate limit',
      withErrors({ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }),
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1735787045' },
      { certainty: 'refused', limit: 'primary', untilMs: 1_735_787_045_000 }
    ],
    [
      'for the secondary rate limit',
      withErrors(secondary),
      { 'retry-after': '9' },
      { certainty: 'refused', limit: 'secondary', waitMs: 9000 }
    ],
    [
      'for a query that failed',
      withErrors({ message: 'Something went wrong while executing your query.' }),
      {},
      { certainty: 'open', answer: { status: 200 } }
    ],
    [
      'for a query that timed out',
      withErrors({ message: "We couldn't respond to your request in time." }),
      {},
      { certainty: 'open' }
    ]
  ])('are classified %s', (_, data, headers, fault) => {
    expect(graphqlFault(data, headers, about)).toMatchObject(fault)
  })

  test('are not reported if the response has none', () => {
    for (const data of [{ data: {} }, { data: {}, errors: [] }, html, null]) {
      expect(graphqlFault(data, {}, about)).toBeUndefined()
      expect(graphqlFault(data, {}, about, () => true)).toBeUndefined()
    }
  })

  test('for single fields are ignored if partial data is accepted, but not without data', () => {
    const error = { type: 'NOT_FOUND', path: ['m1'], message: 'Gone' }
    expect(graphqlFault(withErrors(error), {}, about, () => true)).toBeUndefined()
    expect(graphqlFault({ errors: [error] }, {}, about, () => true)).toMatchObject({ certainty: 'answered' })
    expect(graphqlErrors(withErrors(error))).toEqual([{ type: 'NOT_FOUND', path: 'm1', message: 'Gone' }])
  })

  test('for the whole answer are a fault, even if others are for single fields', () => {
    const missing = { type: 'NOT_FOUND', path: ['nodes', 0], message: 'Gone' }
    const forbidden = { type: 'FORBIDDEN', path: ['nodes', 1], message: 'No' }
    expect(graphqlFault(withErrors(missing, forbidden), {}, about, ({ type }) => type === 'NOT_FOUND')).toMatchObject({
      certainty: 'answered',
      answer: { status: 403, message: 'No' }
    })
  })

  test('with a rate limit leave the result open if a part of the batch was done', () => {
    const data = {
      data: { m0: { clientMutationId: null }, m1: null },
      errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded', path: ['m1'] }]
    }
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1800000000' }
    const limited = { limit: 'primary', untilMs: 1_800_000_000_000 }
    expect(graphqlFault(data, headers, about, () => true)).toMatchObject({ certainty: 'open', ...limited })
    expect(graphqlFault({ ...data, data: null }, headers, about, () => true)).toMatchObject({
      certainty: 'refused',
      ...limited
    })
  })
})

const permissionMissing = 'Resource not accessible by integration'
const greenOnly =
  'Wait until these checks are green, or list the required ones in "required-contexts". "all" includes this job, which is still pending.'
const namedInput = 'Correct the value that GitHub names.'
const byAnOwner = 'An owner of the repository or the organization can change this.'

const circumstances: Circumstances = { tokenKind: 'workflow', apiUrl: 'https://api.github.com', isRunnersApi: true }

describe('the error for a response that rejects the request', () => {
  test.each<[Error, string, TokenKind?]>([
    [
      answered(
        403,
        { message: permissionMissing },
        { 'x-accepted-github-permissions': ' actions=read; contents=read' }
      ),
      'Could not do it: Resource not accessible by integration (HTTP 403). Add "permissions: actions: read" to the job. Setting any permission sets all others to none.'
    ],
    [
      answered(403, { message: permissionMissing }, { 'x-accepted-github-permissions': 'pull_requests=read' }),
      'Could not do it: Resource not accessible by integration (HTTP 403). Add "permissions: pull-requests: read" to the job. Setting any permission sets all others to none.'
    ],
    [
      answered(403, { message: permissionMissing }),
      'Could not do it: Resource not accessible by integration (HTTP 403). Add "permissions: deployments: write" to the job. Setting any permission sets all others to none.'
    ],
    [
      answered(
        403,
        { message: 'Resource not accessible by personal access token' },
        { 'x-accepted-github-permissions': 'contents=read, deployments=write; administration=write' }
      ),
      'Could not do it: Resource not accessible by personal access token (HTTP 403). Set "token" to a token that has "{ contents: read, deployments: write }" in this repository.',
      'given'
    ],
    [
      answered(403, {
        message:
          'Although you appear to have the correct authorization credentials, the organization has an IP allow list.'
      }),
      `Could not do it: Although you appear to have the correct authorization credentials, the organization has an IP allow list (HTTP 403). ${byAnOwner}`,
      'fork'
    ],
    [
      answered(409, {
        message: 'Conflict: Commit status checks failed for topic.',
        errors: [
          {
            contexts: [
              { context: 'build', state: 'pending' },
              { context: 'test', state: 'success' },
              { context: 'build', state: 'pending' },
              { context: 'lint', state: 'skipped' },
              { context: 'never reported' }
            ],
            resource: 'Deployment',
            field: 'required_contexts',
            code: 'invalid'
          }
        ]
      }),
      `Could not do it: Conflict: Commit status checks failed for topic; not green: build (pending), lint (skipped), never reported (missing) (HTTP 409). ${greenOnly}`
    ],
    [
      answered(409, { message: 'Conflict: Commit status checks failed for topic.' }),
      `Could not do it: Conflict: Commit status checks failed for topic; not green: GitHub does not say which (HTTP 409). ${greenOnly}`
    ],
    [
      answered(409, { message: 'Conflict' }),
      'Could not do it: Conflict (HTTP 409). GitHub cannot create this deployment now. Re-run the job after you have resolved the conflict.'
    ],
    [answered(422, { message: 'Invalid request.' }), `Could not do it: Invalid request (HTTP 422). ${namedInput}`],
    [
      answered(451, { message: 'Repository access blocked' }, { 'x-github-request-id': 'A1:B2' }),
      'Could not do it: Repository access blocked (HTTP 451). Check the inputs of this step against the README. [request A1:B2]'
    ],
    [
      unanswered('CERT_HAS_EXPIRED', 'certificate has expired'),
      'Could not do it: certificate has expired. Save the CA certificate of the server to a file on the runner, and set NODE_EXTRA_CA_CERTS to its path.'
    ],
    [
      unanswered('REDIRECT', 'api.github.com redirects to another host, example.com'),
      'Could not do it: api.github.com redirects to another host, example.com. Check "api-url". The token is only sent to that host.'
    ]
  ])('says how to fix it, case %#', (error, text, tokenKind = 'workflow') => {
    const fault = faultOf(error)
    if (fault.certainty !== 'answered') throw new Error(`It is ${fault.certainty}.`)
    expect(explain(problemOf('do it', fault, { ...circumstances, tokenKind }))).toBe(text)
  })
})

describe('a response that is not from a GitHub API', () => {
  const mustBeApi = '"api-url" must be the address of a GitHub API'
  test.each<[apiUrl: string, isRunnersApi: boolean, advice: string]>([
    ['https://git.example.com', false, `${mustBeApi}, probably "https://git.example.com/api/v3".`],
    ['https://git.example.com:8443/api', false, `${mustBeApi}, probably "https://git.example.com:8443/api/v3".`],
    ['https://github.com', false, `${mustBeApi}, probably "https://api.github.com".`],
    ['https://octo.ghe.com', false, `${mustBeApi}, probably "https://api.octo.ghe.com".`],
    ...['https://git.example.com/api/v3', 'https://api.github.com', 'https://api.octo.ghe.com'].map(
      (apiUrl): [string, boolean, string] => [
        apiUrl,
        false,
        `${mustBeApi}. If it is, a proxy or a login page answered instead.`
      ]
    ),
    [
      'https://git.example.com',
      true,
      'Something between the runner and GitHub answered, such as a proxy or a login page. Check the network of the runner.'
    ]
  ])('leads to advice for the API %s, from the runner: %p', (apiUrl, isRunnersApi, advice) => {
    const given: Circumstances = { tokenKind: 'workflow', apiUrl, isRunnersApi }
    const final = faultOf(answered(404, html))
    const open = faultOf(unanswered('HPE_INVALID_CONSTANT'))
    if (final.certainty !== 'answered' || open.certainty === 'answered') throw new Error('It is the other way round.')
    expect(problemOf('do it', final, given).remedy).toBe(advice)
    expect(gaveUp('do it', open, given, 0).remedy).toBe(advice)
  })
})

describe('a network error', () => {
  test.each<[code: string, words: string, message?: string]>([
    ['ECONNREFUSED', 'the connection to git.example.com was refused (ECONNREFUSED)'],
    ['ENOTFOUND', 'the host name of git.example.com does not exist (ENOTFOUND)'],
    ['EAI_AGAIN', 'the host name of git.example.com could not be looked up (EAI_AGAIN)'],
    ['ECONNRESET', 'the connection was closed before an answer came (ECONNRESET)', 'socket hang up'],
    ['EPIPE', 'the connection was closed while the request was being sent (EPIPE)'],
    ['ETIMEDOUT', 'the connection to git.example.com timed out (ETIMEDOUT)'],
    ['ENETUNREACH', 'the network has no route to git.example.com (ENETUNREACH)'],
    ['EPROTO', 'the TLS handshake with git.example.com failed (EPROTO)', 'write EPROTO 00:error:ssl3_get_record'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'the TLS handshake with git.example.com failed (ERR_SSL_WRONG_VERSION_NUMBER)'],
    [
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'the certificate of git.example.com is for another host (ERR_TLS_CERT_ALTNAME_INVALID)'
    ],
    ['HPE_INVALID_CONSTANT', 'git.example.com did not answer with HTTP (HPE_INVALID_CONSTANT)', 'Parse Error'],
    ['CERT_HAS_EXPIRED', 'certificate has expired (CERT_HAS_EXPIRED)', 'certificate has expired'],
    ['EADDRNOTAVAIL', 'the connection to git.example.com failed (EADDRNOTAVAIL)'],
    ['EMFILE', 'the connection to git.example.com failed (EMFILE)', '']
  ])('%s has the message "%s"', (code, words, message = `connect ${code} 127.0.0.1:443`) => {
    const error = networkError(Object.assign(new Error(message), { code }), 'git.example.com')
    expect([error.message, error.code]).toEqual([words, code])
  })
})
