const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000]
] as const

/** Describes the age of something in its largest unit: `3 days ago`. */
export function ago(milliseconds: number): string {
  for (const [unit, length] of units) {
    const count = Math.floor(milliseconds / length)
    if (count >= 1) return `${count} ${unit}${count === 1 ? '' : 's'} ago`
  }
  return 'just now'
}
