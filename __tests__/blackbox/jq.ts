/** Implements the filters used in the recipes, so that the tests do not need jq. */
const filters = {
  '.[:256]': 'list => [list.slice(0, 256)]',
  '.[] | "\\(.environment) \\(.task) \\(.sha)"':
    'list => list.map(({ environment, task, sha }) => `${environment} ${task} ${sha}`)'
}

/** A jq with these filters and the options used in the recipes. */
export const jq = `#!/usr/bin/env node
const filters = { ${Object.entries(filters)
  .map(([filter, code]) => `${JSON.stringify(filter)}: ${code}`)
  .join(', ')} }
const filter = filters[process.argv.at(-1)]
if (filter === undefined) throw new Error('jq: unknown filter ' + process.argv.at(-1))
const isRaw = process.argv.includes('--raw-output')
let text = ''
process.stdin.on('data', chunk => (text += chunk))
process.stdin.on('end', () => {
  for (const line of filter(JSON.parse(text))) console.log(isRaw ? line : JSON.stringify(line))
})
`
