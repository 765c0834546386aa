/**
 * Writes the owner of the repository everywhere: `npm run owner -- NAME`. Also removes the note at the top of the README
 * that explains what to do before the first release.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** `OWNER/deployment-lifecycle`, also in a badge, but not a folder such as `.github/actions/deployment-lifecycle`. */
const repository =
  /(?<=github\.com\/|img\.shields\.io\/github\/v\/release\/|^|[^\w./-])[A-Za-z\d-]+(?=\/deployment-lifecycle\b)/gm

/** The places that name only the owner. */
const alone: Record<string, RegExp> = {
  'action.yml': /(?<=^author: ).*$/m,
  '.github/CODEOWNERS': /(?<=@).*$/m
}

const note = /<!-- before the first release -->[^]*<!-- \/before the first release -->\n+/

const notOurs = ['.git', 'node_modules', 'dist', 'coverage', 'package-lock.json', 'openapi.json']

/** All text files that can name the owner, relative to the root. */
export const texts = (root: string): string[] =>
  readdirSync(root, { withFileTypes: true })
    .filter(({ name }) => !notOurs.includes(name) && !name.startsWith('.dist-'))
    .flatMap(entry =>
      entry.isDirectory() ? texts(join(root, entry.name)).map(path => `${entry.name}/${path}`) : [entry.name]
    )

/** Returns the owners that a file names. */
export const ownersIn = (path: string, text: string): string[] => [
  ...(text.match(repository) ?? []),
  ...(alone[path]?.exec(text) ?? [])
]

/** Returns a file with another owner. */
export function withOwner(path: string, text: string, owner: string): string {
  const renamed = text.replace(note, '').replaceAll(repository, owner)
  return alone[path] === undefined ? renamed : renamed.replace(alone[path], owner)
}

if (import.meta.main) {
  const [owner = '', ...others] = process.argv.slice(2)
  if (others.length > 0 || !/^[a-z\d]+(-[a-z\d]+)*$/i.test(owner)) {
    console.error('Usage: npm run owner -- NAME, where NAME is a user or an organization on GitHub')
    process.exit(1)
  }
  for (const path of texts('.')) {
    const before = readFileSync(path, 'utf8')
    const after = withOwner(path, before, owner)
    if (after === before) continue
    writeFileSync(path, after)
    console.log(path)
  }
}
