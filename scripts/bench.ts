/**
 * Measures the figures in the documentation, and prints them as tables. Each figure is compared with another one of the
 * same run, because the speed of a machine varies. `npm run bench startup` measures only one table.
 */
import { limits } from './bench/limits.ts'
import { scale } from './bench/scale.ts'
import { size } from './bench/size.ts'
import { startup } from './bench/startup.ts'
import { plainTable } from './table.ts'

const benches = { startup, size, scale, limits }
const chosen = process.argv.slice(2)
const unknown = chosen.filter(name => !(name in benches))
if (unknown.length > 0)
  throw new Error(`No bench is called ${unknown.join(' or ')}: there are ${Object.keys(benches).join(', ')}`)

for (const [name, bench] of Object.entries(benches)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue
  const { title, head, rows, notes } = await bench()
  console.log(`\n${title}\n\n${plainTable(head, rows)}\n`)
  for (const note of notes) console.log(`   ${note}`)
}
