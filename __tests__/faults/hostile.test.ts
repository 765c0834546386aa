import { describe, expect, test } from '@jest/globals'
import { outputs } from '../../src/action/contract.ts'
import { onStage, type Stage } from '../blackbox/stage.ts'
import type { Repository } from '../simulator/github/model.ts'
import { startJob, type JobResult } from '../simulator/runner/job.ts'
import type { Step } from '../simulator/runner/step.ts'
import { forgedIn } from './forged.ts'

/** Text that an attacker could put into a branch, a payload, a name, a URL or a response. */
const hostile = [
  '::error::forged',
  '##[set-output name=state]forged',
  '###[save-state name=receipt]{"forged":true}',
  'one\n::set-output name=state::forged\n::save-state name=receipt::{}',
  'one\r##[add-mask]a\r\n::stop-commands::forged',
  '\u2028::warning::forged\u0085::notice::forged',
  '#\u200b#[error]forged \u202e::error::forged',
  '\u001b[31mred\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007',
  '%0A::error::forged',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '</td></tr></table>\n\n# A heading\n\n[a link](https://evil.example) ![an image](https://evil.example/x.png)',
  '"><a href="javascript:alert(1)">here</a>',
  '`code` **bold** | a | b |',
  'EOF\nstate<<EOF\nforged\nEOF',
  '$(touch forged) `touch forged` ; touch forged',
  'x'.repeat(5000)
]

/** One text with all of them. */
const all = hostile.join('\n')

/** Returns the problems in a job's output and files. */
function wrongIn(job: JobResult): string[] {
  const stages = job.steps.flatMap(({ main, post }) => [main, post]).filter(stage => stage !== undefined)
  return [
    ...stages.flatMap(({ commands }) => forgedIn(commands, hostile) ?? []),
    ...stages.flatMap(stage => [...wrongSummary(stage.summary), ...stage.problems]),
    ...stages.filter(({ masks }) => masks.length > 0).map(() => 'a mask was added'),
    ...stages.flatMap(({ state }) => Object.keys(state).filter(key => key !== 'receipt')),
    ...stages.flatMap(({ state }) => Object.values(state).filter(value => value !== '' && !isReceipt(value))),
    ...job.steps.flatMap(step =>
      Object.keys(step.outputs).filter(name => !(outputs as readonly string[]).includes(name))
    )
  ]
}

const isReceipt = (text: string): boolean => /^\{"operation":"(deploy|create)"/.test(text)

/** Checks that the summary has only the action's own tags, and that no line starts a Markdown block. */
function wrongSummary(summary: string): string[] {
  const ours =
    /<\/?(table|thead|tbody|tr|th|td|details|summary|p|b|code|ul|li|h3|br)( align="(left|right)")?( colspan="\d+")?\/?>|<a href="https?:\/\/[^"<>]*">|<\/a>/g
  const rest = summary.replaceAll(ours, '')
  return [
    ...(/[<>]/.test(rest) ? [`markup in the summary: ${rest.slice(0, 300)}`] : []),
    ...(summary.includes('evil.example"') ? ['a forged link in the summary'] : []),
    ...(/^\s*(#|\[|!\[|\||```)/m.test(rest) ? ['Markdown in the summary'] : [])
  ]
}

/** Runs a job with these steps. */
async function perform(
  play: (stage: Stage) => Step[],
  check: (job: JobResult) => void,
  options: { workflow?: string; actor?: string } = {}
): Promise<void> {
  await onStage(
    async stage => {
      const { github, events, underTest } = stage
      const steps = play(stage)
      const token = github.token({
        permissions: { contents: 'read', deployments: 'write', actions: 'read', 'pull-requests': 'read' }
      })
      const event = events.push()
      check(await startJob({ github, token, event, debug: true, ...underTest, ...options, steps }).finished)
    },
    { checkSchema: false }
  )
}

/** Adds a deployment with hostile text in every field that GitHub does not set itself. */
const seed = (repository: Repository, text: string, state: 'success' | 'in_progress' = 'in_progress') =>
  repository.addDeployment({
    environment: text,
    sha: repository.tip,
    ref: text,
    task: text,
    payload: { [text]: text },
    description: text,
    transient: true,
    createdAt: Date.now() - 60_000,
    statuses: [{ state, description: text, environmentUrl: `https://example.com/${text}`, logUrl: text }]
  })

const texts: [string, string][] = [
  ['all of them', all],
  ...hostile.map((text, place): [string, string] => [`${place}`, text])
]

describe('hostile text is printed as plain text', () => {
  test.each(texts)('from GitHub: %s', async (_name, text) => {
    await perform(
      ({ repository }) => {
        seed(repository, text, 'success')
        const { id } = seed(repository, text)
        const number = String(id)
        return [
          { id: 'deploy', uses: './', with: { 'deployment-id': number } },
          { id: 'update', uses: './', with: { operation: 'update', 'deployment-id': number, state: 'success' } },
          { id: 'wait', uses: './', with: { operation: 'wait', 'deployment-id': number } },
          { id: 'deactivate', uses: './', with: { operation: 'deactivate', 'deployment-id': number } }
        ]
      },
      job => {
        expect(wrongIn(job)).toEqual([])
        expect(job.log).not.toContain('forged\u0007')
        expect(job.conclusion).toBe('success')
        expect(job.step('update').outputs).toMatchObject({
          environment: text,
          ref: text,
          task: text,
          payload: JSON.stringify({ [text]: text })
        })
      }
    )
  })

  test('from inputs, a branch, a workflow name and an actor', async () => {
    const oneLine = hostile.filter(text => !/\p{Cc}/u.test(text) && text.length < 200)
    for (const text of oneLine) {
      await perform(
        ({ repository }) => {
          repository.branch(text)
          return [
            {
              id: 'create',
              uses: './',
              with: { operation: 'create', environment: text, ref: text, task: text, payload: all, description: all }
            },
            {
              id: 'deploy',
              uses: './',
              with: { environment: text, payload: JSON.stringify({ [text]: all }), result: text }
            },
            {
              id: 'sweep',
              uses: './',
              with: { operation: 'deactivate', environment: `${text}\n!${text}`, 'dry-run': 'true' },
              'continue-on-error': true
            }
          ]
        },
        job => {
          expect(wrongIn(job)).toEqual([])
          expect(job.step('create').outputs['payload']).toBe(JSON.stringify(all))
        },
        { workflow: text, actor: text }
      )
    }
  })

  test('from invalid inputs', async () => {
    const inputs = [
      'environment',
      'ref',
      'task',
      'state',
      'log-url',
      'auto-inactive',
      'required-contexts',
      'repository',
      'operation'
    ]
    for (const name of inputs) {
      const inputs = { operation: 'create', environment: 'staging', [name]: all }
      await perform(
        () => [{ id: 'create', uses: './', with: inputs }],
        job => {
          expect(wrongIn(job)).toEqual([])
          expect(job.conclusion).toBe('failure')
        }
      )
    }
  })

  test.each([403, 404, 409, 422, 500])('from an error response with status %i', async status => {
    const play = ({ github, repository }: Stage): Step[] => {
      repository.commit()
      const errors = [{ message: all, field: all, code: all, contexts: [{ context: all, state: all }] }, all]
      github.fault({
        match: { method: 'POST', path: '/deployments' },
        effect: {
          type: 'respond',
          status,
          headers: {
            'content-type': 'application/json; ::error::forged',
            'x-github-request-id': '##[error]forged ::error::forged',
            'x-accepted-github-permissions': '##[error]forged=<b>write</b>',
            deprecation: 'true',
            sunset: '::error::forged',
            link: '<https://evil.example/##[error]forged>; rel="deprecation"',
            'retry-after': '::error::forged'
          },
          body: JSON.stringify({ message: all, documentation_url: all, errors })
        }
      })
      return [{ id: 'deploy', uses: './', with: { environment: 'staging' } }]
    }
    await perform(play, job => {
      expect(wrongIn(job)).toEqual([])
      const { main } = job.step('deploy')
      expect(main?.annotations.filter(({ level }) => level === 'error')).toHaveLength(status === 500 ? 0 : 1)
    })
  })

  test('from GraphQL errors, with and without data', async () => {
    for (const data of [
      null,
      { repository: { deployments: { nodes: [{ id: all, commitOid: all, environment: all }] } } }
    ]) {
      const body = JSON.stringify({ data, errors: [{ type: all, message: all, path: [all] }] })
      const play = ({ github }: Stage): Step[] => {
        github.fault({
          match: { kind: 'graphql' },
          times: 100,
          effect: { type: 'garbage', contentType: 'application/json', body }
        })
        return [
          { id: 'deploy', uses: './', with: { environment: 'staging', 'transient-environment': 'true' } },
          { id: 'find', uses: './', with: { operation: 'find', environment: 'staging' }, 'continue-on-error': true }
        ]
      }
      await perform(play, job => expect(wrongIn(job)).toEqual([]))
    }
  })
})
