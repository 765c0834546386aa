import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { buildASTSchema, parse, validateSchema } from 'graphql'
import { extract } from '../../scripts/extract-graphql.ts'

const committed = readFileSync(join(import.meta.dirname, 'schema.graphql'), 'utf8')

describe("the extract of GitHub's GraphQL schema", () => {
  test('is what the package has (node scripts/extract-graphql.ts)', () => {
    expect(extract()).toBe(committed)
  })

  test('is valid', () => {
    expect(validateSchema(buildASTSchema(parse(committed)))).toEqual([])
  })
})
