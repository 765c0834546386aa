import { exclusionMatchesNothing, nothingExcluded, patternsNotResolved } from '../messages/teardown.ts'
import { hasPatterns } from '../domain/pattern.ts'
import {
  matchesOfBoundless,
  hasExclusions,
  idleExclusions,
  selectEnvironments,
  type PatternMatches,
  type Use
} from '../domain/selection.ts'
import type { Ports } from '../ports.ts'

/** Maximum number of pages of deployments to read for the names of their environments. */
const maxPagesOfNames = 50

/** Environments that the lines of the input select. */
export interface SelectedEnvironments {
  names: readonly string[]
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
  if (!hasPatterns(lines)) return { names: selectEnvironments(lines, [], use), boundless: [] }
  const listed = await ports.github.environments.names()
  const known = listed ?? (await namesOfDeployments(ports))
  const boundless = use === 'teardown' ? matchesOfBoundless(lines, known) : []
  if (boundless[0] !== undefined) demandExclusions(lines, known, boundless[0])
  return { names: selectEnvironments(lines, known, use), boundless }
}

/** Returns the environment names of all deployments, for a token that may not list the environments. */
async function namesOfDeployments({ github, report }: Ports): Promise<string[]> {
  const text = 'The token may not list the environments, so their names are taken from the deployments.'
  report.info(text)
  const names = new Set<string>()
  let pages = 0
  let deployments = 0
  for await (const { entries } of github.deployments.pages({})) {
    if (++pages > maxPagesOfNames) throw patternsNotResolved({ deployments })
    for (const { environment } of entries) names.add(environment)
    deployments += entries.length
  }
  return [...names]
}

/** Rejects exclusions without effect. After a typo, a pattern that matches everything would not exclude anything. */
function demandExclusions(lines: readonly string[], known: readonly string[], { pattern }: PatternMatches): void {
  const exclusions = idleExclusions(lines, known)
  if (exclusions.length > 0) throw exclusionMatchesNothing({ exclusions, pattern })
  if (!hasExclusions(lines, known)) throw nothingExcluded({ pattern })
}
