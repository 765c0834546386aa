import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Operation } from '../../src/action/contract.ts'
import { anyCharacter, webUrl } from '../arbitraries.ts'
import { environmentPage, escape, link } from '../../src/action/html.ts'
import { headingOf, Report } from '../../src/action/report.ts'
import { teardownHeading, teardownSummary } from '../../src/action/teardown-report.ts'
import type { Deployment, Status } from '../../src/domain/deployment.ts'
import type { Action, Plan } from '../../src/domain/teardown-plan.ts'
import type { TeardownCommand } from '../../src/operations/teardown.ts'
import { RecordedRunner } from './recorded-runner.ts'

const sha = 'a'.repeat(40)
const deployment: Deployment = {
  id: 5_000_000_001,
  nodeId: 'DE_1',
  url: 'https://api.github.com/repos/octo/app/deployments/5000000001',
  sha,
  ref: 'topic',
  task: 'deploy',
  environment: 'PR #12',
  description: 'Deploy',
  payload: { a: 1 },
  transient: true,
  production: false,
  createdAt: '2025-01-02T03:04:05Z'
}
const status: Status = {
  id: 7,
  state: 'success',
  description: 'Deployed aaaaaaa in 4s',
  environmentUrl: 'https://pr-12.example.com/',
  logUrl: 'https://github.com/octo/app/actions/runs/11/job/22',
  createdAt: '2025-01-02T03:04:09Z'
}
const page = 'https://github.com/octo/app'

/** Returns the summary of a deployment with all possible events. */
async function summaryOf(seen: { deployment: Deployment; status: Status; previousSha: string }): Promise<string> {
  const runner = new RecordedRunner()
  const report = new Report(runner, page)
  report.deployment('created', seen.deployment, seen.status.logUrl)
  report.status(seen.status, seen.deployment)
  report.previous({ sha: seen.previousSha })
  await report.summarize({ took: 4000 })
  return runner.summaryHtml
}

describe('the summary', () => {
  test('is one table', async () => {
    const old = 'b'.repeat(40)
    const row = (name: string, value: string): string => `<tr><th align="left">${name}</th><td>${value}</td></tr>`
    expect(await summaryOf({ deployment, status, previousSha: old })).toBe(
      `<h3>Deployed to PR #12</h3><table>${[
        row('Environment', `<a href="${page}/deployments/activity_log?environments_filter=PR%20%2312">PR #12</a>`),
        row('State', '🟢 success'),
        row(
          'Commit',
          `<a href="${page}/commit/${sha}">aaaaaaa</a> (<a href="${page}/compare/${old}...${sha}">changes since bbbbbbb</a>)`
        ),
        row('Description', 'Deployed aaaaaaa in 4s'),
        row('URL', '<a href="https://pr-12.example.com/">https://pr-12.example.com/</a>'),
        row('Duration', '4s'),
        row('Log', `<a href="${page}/actions/runs/11/job/22">job log</a>`)
      ].join('')}</table>\n`
    )
  })

  test('has no comparison of a commit with itself', async () => {
    expect(await summaryOf({ deployment, status, previousSha: sha })).not.toContain('compare')
  })

  test('is empty if there is nothing to report', async () => {
    const runner = new RecordedRunner()
    await new Report(runner, page).summarize()
    expect(runner.summaryHtml).toBe('')
  })

  /** Random text with markup in it, whole or in pieces. */
  const hostile = fc
    .array(
      fc.oneof(
        fc.constantFrom('<', '>', '"', "'", '&', '\n', '\r\n', '\n\n', '\u2028', '`', '|', '</td>', '<script>', '-->'),
        fc.constantFrom('<img src=x onerror=alert(1)>', '"onmouseover="alert(1)', '&lt;', '# Title\n', '</table>\n\n'),
        fc.constantFrom('https://', 'javascript:alert(1)', '::error::', '##[error]', '\u202e', '\u001b[31m'),
        fc.string({ unit: anyCharacter }),
        fc.string({ unit: 'grapheme' })
      ),
      { minLength: 1, maxLength: 8 }
    )
    .map(parts => parts.join(''))

  test('shows whatever the texts are, and lets none of them be markup', async () => {
    const anything = fc.record({
      deployment: fc.record({ environment: hostile, sha: hostile, ref: hostile, task: hostile, url: hostile }),
      status: fc.record({ state: hostile, description: hostile, environmentUrl: hostile, logUrl: hostile }),
      previousSha: hostile
    })
    await fc.assert(
      fc.asyncProperty(anything, async texts => {
        const html = await summaryOf({
          deployment: { ...deployment, ...texts.deployment },
          status: { ...status, ...texts.status },
          previousSha: texts.previousSha
        })
        expectOwnMarkupOnly(html)
      })
    )
  })

  test('of a teardown lets no text be markup either, folded or not', () => {
    const decision = fc.record({
      deployment: fc.record({
        nodeId: fc.constant('DE_1'),
        sha: hostile,
        task: hostile,
        environment: hostile,
        createdAt: hostile,
        state: hostile
      }),
      action: fc.constantFrom<Action[]>('deactivate', 'delete', 'spare', 'none'),
      reason: hostile
    })
    fc.assert(
      fc.property(fc.array(decision, { maxLength: 30 }), fc.boolean(), hostile, (decisions, isDone, why) => {
        const plan: Plan = {
          madeAtMs: 0,
          environments: [],
          decisions,
          environmentsToDelete: [why],
          environmentsToKeep: [{ name: why, reason: why }],
          missing: [],
          onlyFailed: [],
          keptByNumber: 0,
          more: 0,
          boundless: []
        }
        const failed = decisions
          .slice(0, 2)
          .map(({ deployment }) => ({ environment: deployment.environment, deployment, why }))
        const result = { deactivated: [], deleted: [], gone: [], environments: [], failed }
        const html = teardownSummary(plan, isDone ? result : undefined, 'https://github.com/octo/app')
        expect(html).toMatch(/\n$/)
        expect(html.slice(0, -1)).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
        const tags = Array.from(html.matchAll(/<[^>]*>?/g), ([tag]) => tag)
        const own =
          /^<(\/?(table|tr|td|th|p|details|summary|a)|th align="left"|td colspan="7"|a href="https:\/\/[^<>"']*")>$/
        expect(tags.filter(tag => !own.test(tag))).toEqual([])
        expect(html).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/)
        expect(html.match(/<tr>/g)).toHaveLength(html.match(/<\/tr>/g)?.length ?? 0)
      })
    )
  })

  test('an escaped text is one line without markup, and says the same', () => {
    fc.assert(
      fc.property(hostile, text => {
        const html = escape(text)
        expect(html).not.toMatch(/[<>"'\p{Cc}\p{Cf}\u2028\u2029]/u)
        expect(html).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/)
        const seen = (some: string): string => some.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
        expect(seen(unescape(html))).toBe(seen(text))
      })
    )
  })

  test('a link leads to the web, or there is none', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, webUrl), hostile, (address, text) => {
        const html = link(address, text)
        const [, href] = /^<a href="([^"]*)">[^<]*<\/a>$/.exec(html) ?? []
        if (href === undefined) expect(html).toBe(escape(text))
        else expect(href).toMatch(/^https?:\/\//i)
      })
    )
    expect(link('https://example.com/?a=1&b=2', 'a & b')).toBe(
      '<a href="https://example.com/?a=1&amp;b=2">a &amp; b</a>'
    )
    expect(link('javascript:alert(1)', 'here')).toBe('here')
    expect(link('', 'here')).toBe('here')
  })

  test('the page of an environment is an address, whatever its name is', () => {
    fc.assert(
      fc.property(hostile, environment => {
        const page = environmentPage('https://github.com/octo/app', environment)
        expect(page).toMatch(
          /^https:\/\/github\.com\/octo\/app\/deployments\/activity_log\?environments_filter=[\w.!~*'()%-]*$/
        )
        expect(new URL(page).searchParams.get('environments_filter')).toBe(environment)
      })
    )
  })
})

describe('the heading of a summary says what was done', () => {
  test.each<[Operation, string | undefined, string]>([
    ['deploy', 'success', 'Deployed to staging'],
    ['deploy', 'failure', 'Deployment to staging failed'],
    ['deploy', 'error', 'Deployment to staging failed'],
    ['deploy', 'inactive', 'Deployment to staging is inactive'],
    ['deploy', undefined, 'Deployment to staging is without a status'],
    ['create', undefined, 'Created a deployment to staging'],
    ['update', 'success', 'Updated the deployment to staging'],
    ['wait', 'success', 'Waited for the deployment to staging'],
    ['find', 'success', 'Found a deployment to staging']
  ])('%s, %s', (operation, state, heading) => {
    expect(headingOf(operation, 'staging', state, false)).toBe(heading)
  })

  test('a failed update does not claim success', () => {
    expect(headingOf('update', 'staging', 'pending', true)).toBe('Could not update the deployment to staging')
  })

  const lines = (...names: string[]): TeardownCommand['target'] => ({ by: 'environments', lines: names })
  test.each<[TeardownCommand['target'], { dryRun?: boolean; action?: Action }, string]>([
    [lines('preview/**'), {}, 'Sweep of preview/**'],
    [lines('preview/*', '!preview/keep'), {}, 'Sweep of preview/*, !preview/keep'],
    [lines('preview/pr-1'), {}, 'Teardown of preview/pr-1'],
    [lines('a', 'b', 'c'), { action: 'delete' }, 'Teardown of a, b, c'],
    [lines('a', 'b', 'c', 'd', 'e'), {}, 'Teardown of a, b, c and 2 more'],
    [{ by: 'id', id: 5_000_000_001 }, {}, 'Teardown of deployment 5000000001'],
    [lines('preview/**'), { dryRun: true }, 'Sweep of preview/** (dry run)'],
    [lines('staging'), { action: 'none' }, 'Teardown of staging: nothing to do'],
    [lines('staging'), { action: 'spare', dryRun: true }, 'Teardown of staging (dry run): nothing to do']
  ])('a teardown: %j %j', (target, { dryRun = false, action = 'deactivate' }, heading) => {
    const command: TeardownCommand = {
      operation: 'deactivate',
      target,
      filters: { states: [], keepOpenPullRequests: false },
      logUrl: '',
      dryRun,
      deleteEnvironment: false
    }
    const seen = { id: 1, nodeId: 'DE_1', environment: 'staging', sha, createdAt: '' }
    const plan = {
      environments: ['staging'],
      decisions: [{ seen, action, because: '' }],
      environmentsToDelete: []
    }
    expect(teardownHeading(command, plan as unknown as Plan)).toBe(heading)
  })

  test('an environment that is to be deleted is something to do', () => {
    const plan = {
      environments: ['staging'],
      decisions: [],
      environmentsToDelete: ['staging']
    } as unknown as Plan
    const command = { target: lines('staging'), dryRun: false } as TeardownCommand
    expect(teardownHeading(command, plan)).toBe('Teardown of staging')
  })
})

describe('the outputs', () => {
  test('of a deployment and its status', () => {
    const runner = new RecordedRunner()
    const report = new Report(runner, page)
    report.deployment('created', deployment, 'https://ci.example.com/7')
    expect(runner.outputs).toEqual({
      'deployment-id': '5000000001',
      'deployment-url': 'https://api.github.com/repos/octo/app/deployments/5000000001',
      environment: 'PR #12',
      ref: 'topic',
      sha,
      task: 'deploy',
      payload: '{"a":1}',
      'log-url': 'https://ci.example.com/7'
    })
    report.status(status, deployment)
    expect(runner.outputs).toMatchObject({
      'status-id': '7',
      state: 'success',
      'environment-url': 'https://pr-12.example.com/'
    })
    report.previous({ sha: undefined })
    expect(runner.outputs).toMatchObject({ 'previous-sha': '' })
    report.countSuperseded()
    expect(runner.outputs).toMatchObject({ deactivated: '0' })
  })
})

/** Replaces entities with their characters. */
function unescape(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

/** Checks that the HTML is one line with only the action's own tags, in order. Links must be web links. */
function expectOwnMarkupOnly(html: string): void {
  const [title = ''] = /^<h3>[^<>"']*<\/h3>(?=<table>.*<\/table>\n$)/u.exec(html) ?? []
  expect(title).not.toBe('')
  expect(html.slice(0, -1)).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
  const cell = /<th align="left">[A-Z][A-Za-z]*<\/th><td>(?:[^<>"']|<a href="https?:\/\/[^<>"']*">[^<>"']*<\/a>)*<\/td>/
  const rows = html.slice(`${title}<table>`.length, -'</table>\n'.length).split(/(?<=<\/tr>)/)
  for (const row of rows) expect(row).toMatch(new RegExp(`^<tr>${cell.source}</tr>$`, 'iu'))
  expect(html).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/)
}
