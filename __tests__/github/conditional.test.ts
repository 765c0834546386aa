import { expect, test } from '@jest/globals'
import { conditional } from '../../src/github/transport.ts'
import type { Fetch } from '../../src/github/transport.ts'

/** A server whose answers never change. Returns the addresses of the requests, and which of them were conditional. */
function unchanging(): { fetch: Fetch; asked: string[] } {
  const asked: string[] = []
  const fetch = conditional((address, { headers }) => {
    const isConditional = headers['if-none-match'] === `"${address}"`
    asked.push(`${address}${isConditional ? ', if changed' : ''}`)
    const answer = { status: isConditional ? 304 : 200, headers: new Map([['etag', `"${address}"`]]) }
    return Promise.resolve({ ...answer, text: () => Promise.resolve(isConditional ? '' : address) })
  })
  return { fetch, asked }
}

const get = { method: 'GET', headers: {}, signal: new AbortController().signal }

test('a repeated read is conditional, and its first answer is returned again', async () => {
  const { fetch, asked } = unchanging()
  await fetch('a', get)
  expect(await (await fetch('a', get)).text()).toBe('a')
  expect(asked).toEqual(['a', 'a, if changed'])
})

test('only the twenty newest answers are remembered', async () => {
  const { fetch, asked } = unchanging()
  for (let place = 0; place < 21; place++) await fetch(String(place), get)
  await fetch('1', get)
  await fetch('0', get)
  expect(asked.slice(-2)).toEqual(['1, if changed', '0'])
})
