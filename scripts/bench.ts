/**
 * Measures what the documents claim, and prints it as tables. Every figure is compared with another one of the same run,
 * because no machine is equally fast twice. `npm run bench startup` measures one table only.
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
