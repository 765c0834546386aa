import { describe, expect, test } from '@jest/globals'
import { findingsIn } from '../../scripts/prose.ts'

const words = (count: number): string => `${Array.from({ length: count }, (_, place) => `w${place}`).join(' ')}.`

describe('the prose linter', () => {
  test.each([
    ['a sentence that is too long', words(26), '26 words in one sentence'],
    ['"where" for "if" at the start', 'Where it fails, look at the log.', '"If" introduces a condition'],
    ['"where" for "if" later on', 'It sets the URL, where there is one.', '"if" introduces a condition'],
    ['"there is" at the start', 'There is a log for each job.', 'Start with the subject'],
    ['a clause that stands for the subject', 'What was found is printed.', 'Start with the subject'],
    ['"that of"', 'The URL is that of the job.', 'Repeat the noun'],
    ['"the one that"', 'It takes the one that is newest.', 'Name the thing'],
    ['a litotes', 'It sends the token to GitHub and no other.', 'Say it directly'],
    ['"as well"', 'It sets the URL as well.', '"also"'],
    ['a chain of semicolons', 'One; two; three.', 'two sentences'],
    ['a repeated word', 'It sets the the URL.', 'A word is repeated']
  ])('finds %s', (_, sentence, advice) => {
    expect(findingsIn('page.md', `# Page\n\n${sentence}\n`)).toEqual([
      expect.stringMatching(new RegExp(`^page\\.md:3: .*${advice}`))
    ])
  })

  test.each([
    ['a short sentence', words(25)],
    ['a question', 'Where does the log go?'],
    ['a label', 'Where to deploy'],
    ['code', `Run \`${words(40)}\` once.`],
    ['a block of code', `~~~\n${words(40)}\n~~~`]
  ])('accepts %s', (_, text) => {
    expect(findingsIn('page.md', `${text}\n`)).toEqual([])
  })

  test.each([
    ['a comment', 'a.yml', '# One.\n#\n# Two.\n# What is\n# this is.\na: 1\n', 4],
    ['a comment behind a value', 'a.yml', 'a: b # fine\nc: d # What is, is.\n', 2],
    ['a description', 'action.yml', 'inputs:\n  a:\n    description: The name. What is, is.\n', 3],
    ['a doc comment', 'a.ts', 'const a = 1\n/**\n * Returns a.\n * What is, is.\n */\nconst b = 2\n', 4],
    ['a line comment', 'a.ts', 'f()\n// What is, is.\ng()\n', 2]
  ])('reads %s', (_, path, content, line) => {
    expect(findingsIn(path, content)).toEqual([expect.stringMatching(`^${path}:${line}: Start with the subject`)])
  })

  test('ignores code', () => {
    expect(findingsIn('a.ts', "const a = 'What is, is.' + `preview/** What is, is. */`\n")).toEqual([])
  })
})
