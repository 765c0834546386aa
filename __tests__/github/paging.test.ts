import { describe, expect, test } from '@jest/globals'
import { listedFromGraphql } from '../../src/github/listing-graphql.ts'
import { graphqlPageFrom, graphqlPages, restPageFrom, type GraphqlPage } from '../../src/github/paging.ts'

const aNumber = (entry: unknown): number | undefined => (typeof entry === 'number' ? entry : undefined)

describe('a REST page', () => {
  const read = restPageFrom(aNumber)
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

  test('can be part of an object', () => {
    expect(restPageFrom(aNumber, 'numbers')({ total_count: 1, numbers: [1] }, {})).toEqual({
      entries: [1],
      isLast: true
    })
  })

  test.each([
    ['it is not a list', {}],
    ['it has an invalid entry', [1, 'two']]
  ])('is rejected if %s', (_name, data) => {
    expect(read(data, {})).toBeUndefined()
  })
})

describe('a GraphQL page', () => {
  test.each([
    ['it has an invalid entry', { nodes: [1, null], pageInfo: { hasNextPage: false } }],
    ['it has no entries', { pageInfo: { hasNextPage: false } }],
    ['it is not the last, but has no cursor', { nodes: [1], pageInfo: { hasNextPage: true, endCursor: null } }]
  ])('is rejected if %s', (_name, connection) => {
    expect(graphqlPageFrom(connection, aNumber)).toBeUndefined()
  })

  test('has the cursor of the next one, unless it is the last', () => {
    const last = { nodes: [1], pageInfo: { hasNextPage: false, endCursor: 'c' } }
    expect(graphqlPageFrom(last, aNumber)).toEqual({ entries: [1], isLast: true, next: undefined })
    const first = { nodes: [1], pageInfo: { hasNextPage: true, endCursor: 'c' } }
    expect(graphqlPageFrom(first, aNumber)).toEqual({ entries: [1], isLast: false, next: 'c' })
  })
})

describe('the pages of a GraphQL list', () => {
  const page = (next?: string): GraphqlPage<number> => ({ entries: [1], isLast: next === undefined, next })

  async function count(read: (after: string | undefined) => GraphqlPage<number>): Promise<number> {
    let pages = 0
    for await (const { entries } of graphqlPages('count', after => Promise.resolve(read(after))))
      pages += entries.length
    return pages
  }

  test('end with the last one', async () => {
    expect(await count(after => page(after === undefined ? 'a' : undefined))).toBe(2)
  })

  test('fail if a page repeats its cursor', async () => {
    await expect(count(() => page('a'))).rejects.toThrow("Could not count: GitHub's list does not end.")
  })

  test('fail after 1,000', async () => {
    let last = 0
    await expect(count(() => page(String(++last)))).rejects.toThrow('does not end')
    expect(last).toBe(1000)
  })
})

describe('a deployment from GraphQL', () => {
  const node = { id: 'DE_1', commitOid: 'abc', latestStatus: { state: 'INACTIVE' } }
  const success = { state: 'SUCCESS', environmentUrl: 'https://new' }
  const older = { state: 'SUCCESS', environmentUrl: 'https://old' }

  test('has the state of its latest status', () => {
    expect(listedFromGraphql(node)?.state).toBe('inactive')
    expect(listedFromGraphql({ ...node, latestStatus: null })?.state).toBeUndefined()
  })

  test('has the newest environment URL and all states, if its statuses were read', () => {
    const nodes = [{ state: 'INACTIVE' }, success, older]
    expect(listedFromGraphql({ ...node, statuses: { nodes } })).toMatchObject({
      environmentUrl: 'https://new',
      states: ['inactive', 'success', 'success']
    })
    expect(listedFromGraphql(node)?.states).toBeUndefined()
  })
})
