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

describe('pages sorted newest first', () => {
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
  ])('of %j are %j', async (pages, sorted) => {
    const seen: number[][] = []
    for await (const { entries } of newestFirst(pagesOf(...pages), entry => entry)) seen.push(entries)
    expect(seen).toEqual(sorted)
  })
})

describe('a REST page', () => {
  const read = pageOf((entry: unknown) => (typeof entry === 'number' ? entry : undefined))
  const full = Array.from({ length: 100 }, (_, place) => place)

  test.each([
    ['is not the last if it is full and links to the next', full, { link: '<…>; rel="next", <…>; rel="last"' }, false],
    ['is the last if it is full but links only to the previous', full, { link: '<…>; rel="prev"' }, true],
    ['is not the last if it is full and has no links', full, {}, false],
    ['is the last if it is not full', [1], {}, true],
    ['is the last if it is empty', [], {}, true]
  ])('%s', (_name, entries, headers, isLast) => {
    expect(read(entries, headers)).toEqual({ entries, isLast })
  })

  test.each([
    ['it is not a list', {}],
    ['it has an invalid entry', [1, 'two']]
  ])('is rejected if %s', (_name, data) => {
    expect(read(data, {})).toBeUndefined()
  })
})

describe('a GraphQL page', () => {
  test('is rejected if it contains null', () => {
    const pageInfo = { hasNextPage: false }
    expect(connectionOf({ pageInfo, nodes: [{}, null] })).toBeUndefined()
    expect(connectionOf({ pageInfo, nodes: [{}] })).toEqual({ nodes: [{}], next: undefined })
  })

  test('shrinks until the smallest size', () => {
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
    ['is latestStatus', node(newer), 'inactive'],
    ['is latestStatus if it is also first in the list', node(newer, newer, older), 'inactive'],
    ['is the first in the list if latestStatus is missing', node(null, newer, older), 'inactive'],
    [
      'is the last in the list if latestStatus is missing and the oldest comes first',
      node(null, older, newer),
      'inactive'
    ],
    ['is from the list if it is newer than latestStatus', node(older, newer, older), 'inactive'],
    ['is undefined without a status', node(null), undefined]
  ])('%s', (_name, read, state) => {
    expect(listedFromGraphql(read)?.state).toBe(state)
  })

  test('is missing only if GitHub shows a state that needs a status', () => {
    expect(lacksStatus(node(null))).toBe(true)
    expect(lacksStatus(node(newer))).toBe(false)
    expect(lacksStatus({ ...node(null), state: 'PENDING' })).toBe(false)
    expect(lacksStatus({ ...node(null), state: 'ABANDONED' })).toBe(false)
  })

  test('may lack the newest environment URL, which is then read from the list', () => {
    expect(newestUrl(node(newer, newer, older))).toBe('https://old')
    expect(newestUrl(node(newer, older, at(1, 'QUEUED', 'https://older'), newer))).toBe('https://older')
  })
})
