import { Problem } from '../messages/problem.ts'
import { hasPatterns } from '../domain/pattern.ts'
import {
  matchesOfBoundless,
  hasExclusions,
  idleExclusions,
  selectEnvironments,
  type PatternMatches,
  type Use
} from '../domain/selection.ts'
import { maxListed, type Ports } from '../ports.ts'

/** Environments that the lines of the input select. */
export interface SelectedEnvironments {
  names: readonly string[]
  /** Whether existing names were looked up. If so, they are spelled as on GitHub. */
  isLookedUp: boolean
  /** All existing environments, in lower case. `undefined` if they were not, or cannot be, listed. */
  existing?: ReadonlySet<string>
  boundless: readonly PatternMatches[]
}

/**
 * Resolves lines to names. Lists the environments only if a pattern needs it.
 *
 * @throws Problem if a teardown could affect every environment by mistake
 */
export async function resolveEnvironments(
  lines: readonly string[],
  use: Use,
  ports: Ports
): Promise<SelectedEnvironments> {
  if (!hasPatterns(lines)) return { names: selectEnvironments(lines, [], use), isLookedUp: false, boundless: [] }
  const listed = await ports.github.environments()
  const known = listed ?? (await namesOfDeployments(ports))
  const boundless = use === 'teardown' ? matchesOfBoundless(lines, known) : []
  if (boundless.length > 0) demandExclusions(lines, known, boundless)
  return {
    names: selectEnvironments(lines, known, use),
    isLookedUp: true,
    existing: listed && new Set(listed.map(name => name.toLowerCase())),
    boundless
  }
}

/** Returns the environment names of all deployments, for a token that may not list the environments. */
async function namesOfDeployments({ github, notify }: Ports): Promise<string[]> {
  const text = 'The token may not list the environments, so their names are taken from the deployments.'
  notify({ kind: 'note', level: 'info', text })
  const names = new Set<string>()
  let count = 0
  for await (const page of github.deployments({})) {
    for (const { environment } of page) names.add(environment)
    count += page.length
  }
  if (count < maxListed) return [...names]
  throw new Problem(
    `Could not resolve the patterns: the token may not list the environments, and ${maxListed.toLocaleString('en')} deployments did not show all of them.`,
    'Add "permissions: actions: read" to the job, or name the environments without patterns.'
  )
}

/** Rejects exclusions without effect. After a typo, a pattern that matches everything would not exclude anything. */
function demandExclusions(
  lines: readonly string[],
  known: readonly string[],
  boundless: readonly PatternMatches[]
): void {
  const pattern = boundless[0]?.pattern ?? ''
  const idle = idleExclusions(lines, known).map(line => `"${line}"`)
  if (idle.length > 0) {
    throw new Problem(
      `No existing environment matches the exclusion ${idle.join(' or ')}, and "${pattern}" matches every environment.`,
      'Nothing was changed. Correct the exclusion, or remove it if it is not needed.'
    )
  }
  if (hasExclusions(lines, known)) return
  throw new Problem(
    `No line excludes anything from "${pattern}": the lines that start with "!" are names of existing environments.`,
    'Nothing was changed. Add a line for each environment that must stay.'
  )
}

/** Names as GitHub spells them, and names that do not exist. Neither list has names that the token may not look up. */
export interface LookedUp {
  existing: readonly string[]
  missing: readonly string[]
}

/** Looks up names one by one. */
export async function lookUp(names: readonly string[], { github }: Pick<Ports, 'github'>): Promise<LookedUp> {
  const existing: string[] = []
  const missing: string[] = []
  for (const name of names) {
    const written = await github.environment(name).catch(unlessProblem)
    // A token that may not read an environment may still read deployments, which show the spelling of its name.
    const spelling = written === 'unknown' ? await github.spelling(name) : written
    if (spelling !== undefined) existing.push(spelling)
    else if (written !== 'unknown') missing.push(name)
  }
  return { existing, missing }
}

function unlessProblem(error: unknown): 'unknown' {
  if (!(error instanceof Problem)) throw error
  return 'unknown'
}
