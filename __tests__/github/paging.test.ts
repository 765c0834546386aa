import { describe, expect, test } from '@jest/globals'
import { newestFirst, pageOf, type Page } from '../../src/github/paging.ts'
import { lacksStatus, newestUrl, listedFromGraphql } from '../../src/github/listed-deployment.ts'
import { connectionOf, PageSize } from '../../src/github/connection.ts'

async function* pagesOf(...pages: number[][]): AsyncIterable<Page<number>> {
  for (const [place, entries] of pages.entries()) {
    await Promise.resolve()
    yield { entries, isLast: place === pages.length - 1 }
  }
}

describe('pages with the newest first', () => {
  test.each([
    [
      [
        [5, 4],
        [3, 2]
      ],
      [
        [5, 4],
        [3, 2]
      ]
    ],
    [
      [
        [1, 2],
        [3, 4]
      ],
      [[4, 3, 2, 1]]
    ],
    [
      [[4, 4], [3]],
      [[4, 4], [3]]
    ],
    [[[7]], [[7]]],
    [[[]], [[]]]
  ])('%j', async (pages, sorted) => {
    const seen: number[][] = []
    for await (const { entries } of newestFirst(pagesOf(...pages), entry => entry)) seen.push(entries)
    expect(seen).toEqual(sorted)
  })
})

describe('a page of REST', () => {
  const read = pageOf((entry: unknown) => (typeof entry === 'number' ? entry : undefined))
  const full = Array.from({ length: 100 }, (_, place) => place)

  test.each([
    ['a full one that names the next', full, { link: '<…>; rel="next", <…>; rel="last"' }, false],
    ['a full one that names another', full, { link: '<…>; rel="prev"' }, true],
    ['a full one that names none', full, {}, false],
    ['one that is not full', [1], {}, true],
    ['an empty one', [], {}, true]
  ])('%s', (_name, entries, headers, isLast) => {
    expect(read(entries, headers)).toEqual({ entries, isLast })
  })

  test.each([
    ['no list', {}],
    ['something else in it', [1, 'two']]
  ])('%s is none', (_name, data) => {
    expect(read(data, {})).toBeUndefined()
  })
})

describe('a page of GraphQL', () => {
  test('with a null in it is none', () => {
    const pageInfo = { hasNextPage: false }
    expect(connectionOf({ pageInfo, nodes: [{}, null] })).toBeUndefined()
    expect(connectionOf({ pageInfo, nodes: [{}] })).toEqual({ nodes: [{}], next: undefined })
  })

  test('shrinks as long as there is a smaller one', () => {
    const size = new PageSize(100, 25, 6)
    const sizes = [size.entries]
    while (size.shrink()) sizes.push(size.entries)
    expect(sizes).toEqual([100, 25, 6])
    expect(size.entries).toBe(6)
  })
})

describe('the newest status', () => {
  const at = (second: number, state: string, environmentUrl?: string) => ({
    id: `${state}${second}`,
    createdAt: `2026-01-01T00:00:0${second}Z`,
    state,
    ...(environmentUrl === undefined ? {} : { environmentUrl })
  })
  const older = at(1, 'SUCCESS', 'https://old')
  const newer = at(2, 'INACTIVE')
  const node = (latestStatus: unknown, ...nodes: unknown[]) => ({
    ...{ id: 'DE_1', commitOid: 'abc', state: 'INACTIVE', latestStatus },
    ...(nodes.length === 0 ? {} : { statuses: { nodes } })
  })

  test.each([
    ['is the latest one', node(newer), 'inactive'],
    ['is the latest one among others', node(newer, newer, older), 'inactive'],
    ['is the first of the others if it is missing', node(null, newer, older), 'inactive'],
    ['is the last of the others if these begin with the oldest', node(null, older, newer), 'inactive'],
    ['is another one if that is newer', node(older, newer, older), 'inactive'],
    ['is missing if there is none', node(null), undefined]
  ])('%s', (_name, read, state) => {
    expect(listedFromGraphql(read)?.state).toBe(state)
  })

  test('is doubted only if GitHub shows a state that takes one', () => {
    expect(lacksStatus(node(null))).toBe(true)
    expect(lacksStatus(node(newer))).toBe(false)
    expect(lacksStatus({ ...node(null), state: 'PENDING' })).toBe(false)
    expect(lacksStatus({ ...node(null), state: 'ABANDONED' })).toBe(false)
  })

  test('need not be the one with the newest URL', () => {
    expect(newestUrl(node(newer, newer, older))).toBe('https://old')
    expect(newestUrl(node(newer, older, at(1, 'QUEUED', 'https://older'), newer))).toBe('https://older')
  })
})
