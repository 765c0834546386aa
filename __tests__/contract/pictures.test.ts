import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { drawings } from '../../scripts/pictures/drawings.ts'

const root = join(import.meta.dirname, '..', '..')

test('the pictures and diagrams are current (npm run pictures)', async () => {
  const drawn = await drawings()
  expect(drawn.size).toBeGreaterThan(6)
  for (const [path, content] of drawn) expect(readFileSync(join(root, path), 'utf8')).toBe(content)
}, 60_000)
