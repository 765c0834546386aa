import { expect, test } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { isFinal } from '../../src/domain/deployment.ts'
import { placeOfStory } from '../play/place.ts'
import { playOn, type Playing } from '../play/playing.ts'
import type { Deployment } from '../simulator/github/model.ts'
import type { LoggedRequest } from '../simulator/github/server.ts'
import type { JobResult, StageResult } from '../simulator/runner/job.ts'
import { startPlay } from './in-a-job.ts'
import { stories } from './stories.ts'
import { tell, type Scene, type Story } from './story.ts'

/** When to cancel the job: before GitHub executes a request, or after that but before it sends the response. */
interface Boundary {
  place: number
  when: 'before' | 'after'
}

interface Cancelled {
  /** Whether the story reaches this boundary. */
  wasCancelled: boolean
  /** Problems of the step, and unexpected state on GitHub. */
  wrong: string[]
  requests: string[]
}

type UnderTest = Playing['underTest']

const timesOf = (deployment: Deployment): number => deployment.statuses.length

/** Returns the number of statuses of each deployment that is there already. */
const countsBefore = ({ repository }: Scene): Map<number, number> =>
  new Map(repository.deployments.map(deployment => [deployment.id, timesOf(deployment)]))

/** Plays a story and cancels it at a boundary. */
function cancelled(story: Story, { place, when }: Boundary, underTest: UnderTest): Promise<Cancelled> {
  return tell(story, { checkSchema: false }, async (play, scene) => {
    const { github } = scene
    const before = countsBefore(scene)
    const job = startPlay(play, scene, underTest)
    let cancelledAt: number | undefined
    const atRequest = (request: LoggedRequest): void => {
      if (github.requests.indexOf(request) !== place) return
      cancelledAt = Date.now()
      job.cancel()
    }
    if (when === 'before') github.onRequest(atRequest)
    else github.onAnswer(atRequest)
    const result = await job.finished
    const tookMs = Date.now() - (cancelledAt ?? 0)
    // On a busy machine, the signal may arrive after main has finished. Its deployment is handed over by then.
    const isHandedOver = play.inputs['operation'] === 'create' && result.step('deployment').main?.exitCode === 0
    return {
      wasCancelled: cancelledAt !== undefined,
      wrong:
        cancelledAt === undefined
          ? []
          : [...wrongInJob(result, tookMs, scene), ...wrongOnGitHub(scene, before, isHandedOver)],
      requests: github.requests.map(({ operation, method, path }) => operation ?? `${method} ${path}`)
    }
  })
}

/** The runner waits 7.5 seconds after the signal. Main and post together must not take longer. */
function wrongInJob(result: JobResult, tookMs: number, { token }: Scene): string[] {
  const { main, post } = result.step('deployment')
  const stages = [main, post].filter((stage): stage is StageResult => stage !== undefined)
  return [
    ...(result.conclusion === 'cancelled' ? [] : [`the job ended as ${result.conclusion}`]),
    ...(post === undefined ? ['post did not run'] : []),
    ...(tookMs < 7500 ? [] : [`took ${tookMs} ms after the cancellation`]),
    ...stages.flatMap(({ signal, problems, raw, annotations }) => [
      ...(signal === null ? [] : [`was killed with ${signal}`]),
      ...problems,
      ...(raw.includes(token) ? ['printed the token'] : []),
      ...annotations
        .filter(({ level, message }) => level === 'error' && message !== 'The operation was canceled.')
        .map(({ message }) => message)
    ])
  ]
}

/** Checks that every deployment that was started has ended, and that nothing was written twice. */
function wrongOnGitHub({ repository }: Scene, before: ReadonlyMap<number, number>, isHandedOver = false): string[] {
  const made = repository.deployments.filter(({ id }) => !before.has(id))
  return [
    ...(made.length > 1 ? [`${made.length} deployments were made`] : []),
    ...made
      .filter(({ state }) => !isFinal(state) && !isHandedOver)
      .map(({ id, state }) => `${id} is left ${state ?? 'without a status'}`),
    ...repository.deployments.flatMap(({ id, statuses }) => {
      const states = statuses.slice(before.get(id) ?? 0).map(({ state }) => state)
      return new Set(states).size === states.length ? [] : [`${id} was given ${states.join(', ')}`]
    })
  ]
}

test.each(stories.map(story => [story.name, story] as const))(
  'cancelling the job at any request leaves no unfinished deployment: %s',
  async (_name, story) => {
    const place = placeOfStory()
    const { underTest, end } = await playOn(place)
    const whole = await cancelled(story, { place: -1, when: 'before' }, underTest)
    const boundaries = whole.requests.flatMap((_request, number): Boundary[] => [
      { place: number, when: 'before' },
      { place: number, when: 'after' }
    ])
    const wrong: string[] = []
    const waiting = [...boundaries]
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const told = await cancelled(story, next, underTest)
        const where = `${next.when} ${whole.requests[next.place] ?? ''}`
        if (!told.wasCancelled) wrong.push(`${where}: never came`)
        wrong.push(...told.wrong.map(what => `${where}: ${what}`))
      }
    }
    // On the bundle, three jobs at once, because most of their time they wait.
    await Promise.all(Array.from({ length: place === 'bundle' ? 3 : 1 }, work))
    end()
    expect(wrong).toEqual([])
  },
  120_000
)

const named = (start: string): Story => {
  const story = stories.find(({ name }) => name.startsWith(start))
  if (story === undefined) throw new Error(`There is no story ${start}`)
  return story
}

test.each([0, 20, 40, 60, 80, 100, 130, 160, 200])(
  'cancelling the job %i ms after the start leaves no unfinished deployment',
  async milliseconds => {
    const wrong = await tell(named('deploy a preview'), { checkSchema: false }, async (play, scene) => {
      const before = countsBefore(scene)
      const at = (cancel: () => void): void => void setTimeout(cancel, milliseconds)
      const result = await startPlay(play, scene, { cancel: { step: 'deployment', at } }).finished
      const { post } = result.step('deployment')
      return [...wrongOnGitHub(scene, before), ...(post?.outcome === 'success' ? [] : ['post failed'])]
    })
    expect(wrong).toEqual([])
  }
)

test.each([
  ['with the default payload', 'deploy a preview', 'after'],
  ['with a custom payload', "deploy with the user's payload", 'after'],
  ['that GitHub never received', 'deploy a preview', 'before']
] as const)('after a cancellation, post cleans up a creation without a response %s', async (_what, start, when) => {
  const { underTest, clock, end } = await playOn(placeOfStory(), { speed: 4 })
  await tell(named(start), { ...(clock && { clock }), checkSchema: false }, async (play, scene) => {
    const before = countsBefore(scene)
    scene.github.fault({ match: { method: 'POST', path: '/deployments' }, effect: { type: 'hang', when } })
    const job = startPlay(play, scene, underTest)
    scene.github.onRequest(({ method, path }) => {
      if (method === 'POST' && path.endsWith('/deployments')) job.cancel()
    })
    const result = await job.finished
    expect(result.step('deployment').main?.signal).toBe(null)
    expect(result.step('deployment').post?.outcome).toBe('success')
    expect(wrongOnGitHub(scene, before)).toEqual([])
    const made = scene.repository.deployments.filter(({ id }) => !before.has(id))
    expect(made.map(({ state, transient }) => [state, transient])).toEqual(
      when === 'before' ? [] : [start === 'deploy a preview' ? ['inactive', true] : ['error', false]]
    )
  })
  end()
})

test.each([1, 2, 3])('a SIGINT during request %i of the post step does not change the result', async place => {
  const folder = await mkdtemp(join(tmpdir(), 'signalled-'))
  const post = join(import.meta.dirname, '../../dist/post.js')
  await writeFile(
    join(folder, 'post.mjs'),
    `import { subscribe } from 'node:diagnostics_channel'
    let left = ${place}
    subscribe('http.client.request.start', () => --left === 0 && process.kill(process.pid, 'SIGINT'))
    await import(${JSON.stringify(post)})`
  )
  await tell(named('deploy a preview'), { checkSchema: false }, async (play, scene) => {
    const root = join(import.meta.dirname, '../..')
    const entry = { main: 'dist/index.js', post: relative(root, join(folder, 'post.mjs')) }
    const result = await startPlay(play, scene, { entry }).finished
    expect(result.conclusion).toBe('success')
    expect(scene.repository.deployments.map(({ state }) => state)).toEqual(['inactive', 'success'])
  })
  await rm(folder, { recursive: true })
})

test('main that is killed before its first output and its first log line leaves the id for post', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'killed-'))
  const main = join(import.meta.dirname, '../../dist/index.js')
  await writeFile(
    join(folder, 'main.mjs'),
    `import fs from 'node:fs'
    import { syncBuiltinESMExports } from 'node:module'
    const die = () => process.kill(process.pid, 'SIGKILL')
    const append = fs.appendFileSync
    fs.appendFileSync = (file, ...rest) => (file === process.env.GITHUB_OUTPUT ? die() : append(file, ...rest))
    syncBuiltinESMExports()
    const print = process.stdout.write.bind(process.stdout)
    process.stdout.write = (text, ...rest) => (/^(?!::debug::)/.test(text) ? die() : print(text, ...rest))
    await import(${JSON.stringify(main)})`
  )
  await tell(named('deploy a preview'), { checkSchema: false }, async (play, scene) => {
    const root = join(import.meta.dirname, '../..')
    const entry = { main: relative(root, join(folder, 'main.mjs')), post: 'dist/post.js' }
    const before = countsBefore(scene)
    const result = await startPlay(play, scene, { entry }).finished
    const { main, post, outputs } = result.step('deployment')
    expect(main?.signal).toBe('SIGKILL')
    expect(outputs).toEqual({})
    const made = scene.repository.deployments.filter(({ id }) => !before.has(id))
    expect(made.map(({ statuses }) => statuses.map(({ state }) => state))).toEqual([['failure']])
    expect(JSON.parse(main?.state['receipt'] ?? '')).toMatchObject({ deployment: { id: made[0]?.id } })
    expect(post?.outcome).toBe('success')
    // Post knows the id, so it does not look for the deployment.
    const lists = scene.github.requests.filter(({ method, path }) => method === 'GET' && path.endsWith('/deployments'))
    expect(lists).toEqual([])
  })
  await rm(folder, { recursive: true })
})
