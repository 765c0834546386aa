import { exclusionMatchesNothing, nothingExcluded, patternsNotResolved } from '../messages/environment-patterns.ts'
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
  if (boundless[0] !== undefined) demandExclusions(lines, known, boundless[0])
  return {
    names: selectEnvironments(lines, known, use),
    isLookedUp: true,
    existing: listed && new Set(listed.map(name => name.toLowerCase())),
    boundless
  }
}

/** Returns the environment names of all deployments, for a token that may not list the environments. */
async function namesOfDeployments({ github, report }: Ports): Promise<string[]> {
  const text = 'The token may not list the environments, so their names are taken from the deployments.'
  report.info(text)
  const names = new Set<string>()
  let count = 0
  for await (const page of github.deployments({})) {
    for (const { environment } of page) names.add(environment)
    count += page.length
  }
  if (count < maxListed) return [...names]
  throw patternsNotResolved({ deployments: maxListed })
}

/** Rejects exclusions without effect. After a typo, a pattern that matches everything would not exclude anything. */
function demandExclusions(lines: readonly string[], known: readonly string[], { pattern }: PatternMatches): void {
  const exclusions = idleExclusions(lines, known)
  if (exclusions.length > 0) throw exclusionMatchesNothing({ exclusions, pattern })
  if (!hasExclusions(lines, known)) throw nothingExcluded({ pattern })
}

/** Names as GitHub spells them, and names that do not exist. Neither list has names that the token may not look up. */
interface LookedUp {
  existing: readonly string[]
  missing: readonly string[]
}

/** Returns which names exist, and which do not. Looks up only names without deployments, one by one. */
export async function whatExists(
  { names, isLookedUp, existing: listed }: SelectedEnvironments,
  withDeployments: ReadonlySet<string>,
  { github }: Ports
): Promise<LookedUp> {
  const existing: string[] = []
  const missing: string[] = []
  if (isLookedUp) return { existing, missing: names.filter(name => listed?.has(name.toLowerCase()) === false) }
  for (const name of names.filter(each => !withDeployments.has(each.toLowerCase()))) {
    const written = await github.environment(name).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error
      return 'unknown' as const
    })
    // A token that may not read an environment may still read deployments, which show the spelling of its name.
    const spelling = written === 'unknown' ? await github.spelling(name) : written
    if (spelling !== undefined) existing.push(spelling)
    else if (written !== 'unknown') missing.push(name)
  }
  return { existing, missing }
}
