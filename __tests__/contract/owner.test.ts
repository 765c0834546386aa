import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { snippets } from '../../scripts/snippets.ts'
import { ownersIn, texts } from '../../scripts/owner.ts'
import { Events } from '../simulator/events.ts'
import { SimulatedGitHub } from '../simulator/github/server.ts'
import { runWorkflow, type WorkflowResult } from '../simulator/runner/workflow.ts'

/** Separate from the owners in this file, so `npm run owner` does not rename them. */
const name = 'deployment-lifecycle'

const root = join(import.meta.dirname, '..', '..')

/** Returns the owners that the files in a folder name. */
const ownersOf = (folder: string): Set<string> =>
  new Set(texts(folder).flatMap(path => ownersIn(path, readFileSync(join(folder, path), 'utf8'))))

const [owner = '', ...others] = ownersOf(root)

test('the repository names one owner', () => {
  expect(others).toEqual([])
})

describe('npm run owner', () => {
  const copy = mkdtempSync(join(tmpdir(), 'owner-'))
  afterAll(() => rmSync(copy, { recursive: true, force: true }))
  for (const path of texts(root)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    cpSync(join(root, path), join(copy, path))
  }
  const script = join(root, 'scripts', 'owner.ts')
  const changed = execFileSync(process.execPath, [script, 'octo-org'], { cwd: copy }).toString().trim().split('\n')
  const read = (path: string): string => readFileSync(join(copy, path), 'utf8')

  test('writes the owner to all files', () => {
    expect([...ownersOf(copy)]).toEqual(['octo-org'])
    expect(read('README.md')).toContain(`uses: octo-org/${name}@v1`)
    expect(parse(read('action.yml'))).toMatchObject({ author: 'octo-org' })
    expect(JSON.parse(read('package.json'))).toMatchObject({
      repository: `https://github.com/octo-org/${name}`
    })
    const places = ['SECURITY.md', 'CHANGELOG.md', 'docs/pictures/log-light.svg', 'examples/preview.yml']
    expect(changed).toEqual(
      expect.arrayContaining([...places, '.github/CODEOWNERS', '.github/ISSUE_TEMPLATE/config.yml'])
    )
  })

  test('removes the note about the first release from the README', () => {
    expect(read('README.md')).not.toContain('no release yet')
    expect(read('README.md')).not.toContain('OWNER')
  })

  test.each([[], ['two', 'names'], ['not/a-name'], ['-dash']])('refuses %j', (...names) => {
    const { status, stderr } = spawnSync(process.execPath, [script, ...names], { cwd: copy })
    expect([status, stderr.toString()]).toEqual([1, expect.stringContaining('npm run owner -- NAME')])
    expect([...ownersOf(copy)]).toEqual(['octo-org'])
  })
})

describe('release.yml', () => {
  const workflow = readFileSync(join(root, '.github', 'workflows', 'release.yml'), 'utf8')
  const { jobs } = parse(workflow) as { jobs: Record<string, { steps: { name?: string; run?: string }[] }> }
  const check = jobs['prove']?.steps.find(({ name }) => name === 'The owner is the one of this repository')?.run ?? ''

  test.each([
    [`${owner}/${name}`, 0],
    [`somebody/${name}`, 1]
  ])('for a release of %s, the check of the owner exits with %i', (repository, status) => {
    expect(check).not.toBe('')
    const { error, ...ended } = spawnSync('bash', ['-e', '-c', check], {
      cwd: root,
      env: { PATH: process.env['PATH'], GITHUB_REPOSITORY: repository }
    })
    expect([error, ended.status]).toEqual([undefined, status])
  })
})

describe('a copy of action.yml and dist/ in the workspace, used before the first release', () => {
  const local = `.github/actions/${name}`
  const hero = (snippets()[0]?.yaml ?? '').replace(/uses: \S+\/deployment-lifecycle@v1/, `uses: ./${local}`)

  interface Ended extends Pick<WorkflowResult, 'conclusion'> {
    log: string
    states: (string | undefined)[]
  }

  async function runHero(deploy: string, copied: boolean): Promise<Ended> {
    const github = await SimulatedGitHub.start()
    try {
      const repository = github.repository()
      const { conclusion, jobs } = await runWorkflow(hero, {
        github,
        token: github.token(),
        event: new Events(repository).push(),
        files: { 'deploy.sh': `#!/usr/bin/env bash\n${deploy}\n` },
        prepare: workspace => {
          if (!copied) return
          for (const path of ['action.yml', 'dist']) {
            cpSync(join(root, path), join(workspace, local, path), { recursive: true })
          }
        }
      })
      const log = jobs.map(({ result }) => result?.log).join('\n')
      return { conclusion, log, states: repository.deployments.map(({ state }) => state) }
    } finally {
      await github.stop()
    }
  }

  test('records the deployment', async () => {
    expect(hero).toContain(`uses: ./${local}`)
    expect(await runHero('true', true)).toMatchObject({ conclusion: 'success', states: ['success'] })
  })

  test('cannot be found without a checkout', async () => {
    const { conclusion, log, states } = await runHero('true', false)
    expect([conclusion, states]).toEqual(['failure', []])
    expect(log).toContain('Did you forget to run actions/checkout before running your local action?')
  })

  test('cannot be found at the end of the job if a later step has checked out another repository', async () => {
    const { conclusion, states } = await runHero('rm -r .github', true)
    expect([conclusion, states]).toEqual(['failure', ['in_progress']])
  })
})
