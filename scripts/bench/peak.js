// Preloaded into the measured processes. Each one writes down its peak memory in kilobytes when it ends.
import { appendFileSync } from 'node:fs'

process.on('exit', () => appendFileSync(process.env.PEAK_FILE, `${process.resourceUsage().maxRSS}\n`))
