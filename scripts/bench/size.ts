import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle, type Part } from '../bundle.ts'
import type { Measured } from '../table.ts'

/** Measures the code that a reviewer has to trust, by package, and how much of it is loaded before the first request. */
export async function size(): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'size-'))
  const parts = await bundle(folder)
  rmSync(folder, { recursive: true, force: true })
  const owners = new Map<string, Part[]>()
  for (const part of parts) {
    const owner = part.package ?? 'this project, and the loader'
    owners.set(owner, [...(owners.get(owner) ?? []), part])
  }
  const rows = [...owners, ['all', parts] as const]
    .map(([owner, its]) => ({ owner, all: sizeOf(its), first: sizeOf(its.filter(isLoadedFirst)) }))
    .sort((one, other) => Number(one.owner === 'all') - Number(other.owner === 'all') || other.all - one.all)
    .map(({ owner, all, first }) => [owner, kilobytes(all), kilobytes(first), percent(all / sizeOf(parts))])
  return {
    title: 'Size: what is in the bundle, by package',
    head: ['Package', 'kB', 'before the first request', 'Share'],
    rows,
    notes: [
      'Nothing is minified. @actions/core is loaded while GitHub answers; the rest by teardowns, lists of environments and "ref: HEAD".'
    ]
  }
}

const isLoadedFirst = ({ file }: Part): boolean => file === 'index.js'
const sizeOf = (parts: readonly Part[]): number => parts.reduce((sum, { size: bytes }) => sum + bytes, 0)
const kilobytes = (count: number): number => Math.round(count / 100) / 10
const percent = (share: number): string => `${Math.round(100 * share)} %`
