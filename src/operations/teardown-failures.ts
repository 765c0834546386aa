import { shortRef } from '../domain/deployment.ts'
import type { Failure } from '../domain/teardown.ts'
import { inShort } from '../messages/list.ts'

/** Lists failures by reason. If reasons differ only in the request or the deployment, shows only the first one. */
export function reasonsOf(failed: readonly Failure[]): string[] {
  const reasons = Object.values(
    Object.groupBy(failed, ({ why }) => why.replace(/ \[request .*\]$/, '').replace(/\bdeployment \d+/, ''))
  )
  return reasons.map((those = []) => {
    const names = those.map(({ environment, deployment }) =>
      deployment === undefined ? `environment ${environment}` : `${shortRef(deployment.sha)} in ${environment}`
    )
    return `${inShort(names)}: ${those[0]?.why ?? ''}`
  })
}
