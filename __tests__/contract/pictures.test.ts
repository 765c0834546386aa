import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { snippets } from '../../scripts/snippets.ts'
import { drawings } from '../../scripts/pictures.ts'
import type { Step } from '../simulator/runner/step.ts'

const root = join(import.meta.dirname, '..', '..')
let drawn: Map<string, string>
beforeAll(async () => {
  drawn = await drawings()
}, 60_000)

/** Returns the text of a picture, line by line. */
const textOf = (path: string): string => (drawn.get(path) ?? '').replaceAll(/<[^>]*>/g, '')

test('the pictures and diagrams are current (npm run pictures)', () => {
  expect(drawn.size).toBeGreaterThan(8)
  for (const [path, content] of drawn) expect(readFileSync(join(root, path), 'utf8')).toBe(content)
})

describe('the picture of the log', () => {
  test('shows the first workflow of the README', () => {
    const { jobs } = parse(snippets()[0]?.yaml ?? '') as { jobs: { deploy: { steps: Step[] } } }
    const headings = jobs.deploy.steps.map(({ uses, run }) => `Run ${uses ?? run ?? ''}`)
    const log = textOf('docs/pictures/log-light.svg').split('\n')
    expect(headings).toHaveLength(3)
    expect(log.filter(line => line.startsWith('Run '))).toEqual(headings)
    expect(log.filter(line => line.includes('https://staging.example.com'))).toHaveLength(2)
  })
})

test.each(['log', 'plan'])('the picture of the %s is legible on a screen that is 340 pixels wide', name => {
  const [, width, size] =
    /width="(\d+)".* font-size="(\d+)"/.exec(drawn.get(`docs/pictures/${name}-light.svg`) ?? '') ?? []
  expect((Number(size) * 340) / Number(width)).toBeGreaterThan(8)
})

test('the drawing of GitHub shows an active preview, and its destroyed predecessor', () => {
  const lines = textOf('docs/pictures/github-light.svg')
  expect(lines.match(/Active|Destroyed|1 active deployment/g)).toEqual(['1 active deployment', 'Active', 'Destroyed'])
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain('drawn from a simulated run')
})
