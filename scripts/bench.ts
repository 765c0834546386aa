/**
 * Measures the figures in the documentation, and prints them as tables. Each figure is compared with another one of the
 * same run, because the speed of a machine varies. `npm run bench startup` measures only one table.
 */
import type { Bench } from './table.ts'
import { limits } from './bench/limits.ts'
import { printTable } from './table.ts'
import { size } from './bench/size.ts'
import { startup } from './bench/startup.ts'
import { teardown, teardownScale } from './bench/teardown.ts'

const benches: Record<string, Bench> = { startup, size, teardown, scale: teardownScale, limits }
const chosen = process.argv.slice(2)
const unknown = chosen.filter(name => !(name in benches))
if (unknown.length > 0)
  throw new Error(`No bench is called ${unknown.join(' or ')}: there are ${Object.keys(benches).join(', ')}`)

for (const [name, bench] of Object.entries(benches)) {
  if (chosen.length === 0 || chosen.includes(name)) printTable(await bench())
}
