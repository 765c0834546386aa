import { shortRef } from '../domain/deployment.ts'
import { inShort, maxNamed } from '../messages/list.ts'
import { Problem } from '../messages/problem.ts'
import type { Failure } from '../domain/teardown.ts'

/** Returns the error for a teardown that tried everything but partly failed. */
export function incomplete(failed: readonly Failure[], operation: 'deactivate' | 'delete'): Problem {
  const verb = operation === 'delete' ? 'deleted' : 'deactivated'
  const count = failed.length === 1 ? 'One could' : `${failed.length} could`
  return new Problem(
    `The teardown is not complete: ${count} not be ${verb}.\n${listed(failed)}\n`,
    'Everything else is done. Run it again for the rest.'
  )
}

/** Lists failures by reason. If reasons differ only in the request or the deployment, shows only the first one. */
function listed(failed: readonly Failure[]): string {
  const reasons = Object.values(
    Object.groupBy(failed, ({ why }) => why.replace(/ \[request .*\]$/, '').replace(/\bdeployment \d+/, ''))
  )
  const lines = reasons.map((those = []) => {
    const names = those.map(({ environment, deployment }) =>
      deployment === undefined ? `environment ${environment}` : `${shortRef(deployment.sha)} in ${environment}`
    )
    return `- ${inShort(names)}: ${those[0]?.why ?? ''}`
  })
  const more = lines.length - maxNamed
  return [...lines.slice(0, maxNamed), ...(more > 0 ? [`- and more, for ${more} other reasons`] : [])].join('\n')
}
