import { shortened } from '../domain/deployment.ts'
import { lateText, outcomeWords } from '../domain/outcome.ts'
import { fullName, isRunsOwn, logUrl, sameOrigin, serverOf } from '../domain/run.ts'
import { tokenKind } from '../domain/token.ts'
import { descriptionCut } from '../messages/inputs.ts'
import { lateLinkInvalid, tokenGone } from '../messages/job.ts'
import { finish, type Late } from '../operations/finish.ts'
import type { Ports, Runner } from '../ports.ts'
import { isWebAddress } from './input-reader.ts'
import type { Surroundings } from './main-phase.ts'
import { readReceipt, type Receipt } from './receipt.ts'
import { Report } from './report.ts'

/** Total time for all requests, in milliseconds. A cancelled job has less than five minutes for its remaining steps. */
const budgetMs = 4 * 60_000

/** Runs the post phase: ends the deployment that main started. Reads only inputs meant for the end of the job. */
export async function post(surroundings: Surroundings): Promise<void> {
  const { runner, workspace, clock, run, event, connect } = surroundings
  const saved = runner.saved()
  if (saved === '') {
    runner.info('Nothing to finish.')
    return
  }
  const receipt = readReceipt(saved)
  const { apiUrl, repository, intent } = receipt
  const tokens = tokensFor(receipt, surroundings)
  const kind = tokenKind(tokens[0], runner.input('workflow-token'), repository, run, event)
  const github = connect({ apiUrl, repository, tokens, environmentToken: '', tokenKind: kind }, { budgetMs })
  const deployment = receipt.deployment ?? (intent === undefined ? undefined : await github.creation.find(intent))
  if (deployment === undefined) {
    runner.info(`Nothing was created in ${fullName(repository)}, so there is nothing to finish.`)
    return
  }
  const report = new Report(runner, `${serverOf(apiUrl, run)}/${fullName(repository)}`)
  report.deploymentWas(deployment, receipt.previousSha)
  const ports: Ports = { github, workspace, clock, run, report }
  await finish({ ...receipt, deployment }, lateWords(receipt, surroundings), ports)
  if (receipt.summary) await report.summarize({ took: clock.now() - receipt.startedAtMs })
}

/** Returns the inputs that may come from later steps: the outcome, the texts and the URLs. */
function lateWords(receipt: Receipt, { runner, run }: Surroundings): Late {
  const status = runner.input('job-status')
  if (receipt.operation === 'create') {
    // Main leaves a creation to post only if it could not complete the creation.
    return { word: status === 'cancelled' ? status : 'error', jobStatus: status }
  }
  const environmentUrl = lateUrl('environment-url', runner)
  const lateLogUrl = lateUrl('log-url', runner)
  const given = runner.input('description')
  const late = shortened(given)
  const description = lateText(receipt.description, late)
  if (late !== given && description !== receipt.description) runner.note(descriptionCut())
  const result = runner.input('result')
  return {
    word: outcomeWords(result).length === 0 ? status : result,
    jobStatus: status,
    environmentUrl,
    description,
    logUrl: lateText(receipt.logUrl === logUrl(run) ? undefined : receipt.logUrl, lateLogUrl ?? '') ?? receipt.logUrl
  }
}

/** Returns the current URL of an input. Warns if the value is not a URL. */
function lateUrl(name: 'environment-url' | 'log-url', runner: Runner): string | undefined {
  const value = runner.input(name)
  if (isWebAddress(value)) return value
  if (value !== '') runner.note(lateLinkInvalid({ name, value }))
  return undefined
}

/**
 * Returns the token and, as a fallback, the workflow's token. The fallback is used if the token has expired or is no
 * longer available in post. The fallback is limited to the workflow's own repository. In another repository it cannot
 * write, and another host must not receive it.
 */
function tokensFor(receipt: Receipt, { runner, run }: Surroundings): [string, ...string[]] {
  const token = runner.input('token')
  const workflowToken = runner.input('workflow-token')
  const own = sameOrigin(receipt.apiUrl, run.apiUrl) || token !== workflowToken ? token : ''
  const spare = isRunsOwn(receipt, run) ? workflowToken : ''
  const [first, ...others] = [...new Set([own, spare])].filter(it => it !== '')
  if (first !== undefined) return [first, ...others]
  throw tokenGone({ repository: fullName(receipt.repository) })
}
