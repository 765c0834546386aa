import { inShort } from './list.ts'
import { Problem, type Values } from './problem.ts'

/** Maximum number of tasks that an error lists. */
const maxTasks = 10

/** `update` finds no deployment. */
export const noDeploymentToUpdate = ({ wanted, hints }: Values<'wanted' | 'hints'>): Problem =>
  new Problem(
    `No deployment to update: found none ${wanted}.`,
    `${hints}Create one first with "operation: create", or set "deployment-id".`,
    'no-deployment-to-update'
  )

/** `wait` finds no deployment until the timeout. */
export const noDeploymentToWaitFor = ({ wanted, timeout, hints }: Values<'wanted' | 'timeout' | 'hints'>): Problem =>
  new Problem(
    `No deployment to wait for: found none ${wanted} within ${timeout}.`,
    `${hints}Check that one is created there, or set a longer "timeout".`,
    'no-deployment-to-wait-for'
  )

/** This run made several deployments, and the inputs of `update` or `wait` do not tell them apart. */
export const severalDeploymentsOfRun = ({ environment, deployments }: Values<'environment' | 'deployments'>): Problem =>
  new Problem(
    `This run made several deployments in environment "${environment}", and any of them could be meant: ${deployments}.`,
    'Set "task", "ref" or "deployment-id" to choose one.',
    'several-deployments-of-run'
  )

/** This run made no deployment that `update` could mean, and those that others made have several tasks. */
export const severalTasksOfOthers = ({ wanted, deployments }: Values<'wanted' | 'deployments'>): Problem =>
  new Problem(
    `This run made no deployment ${wanted}, and others made several with different tasks: ${deployments}.`,
    'Set "task" or "deployment-id" to choose one.',
    'several-tasks-of-others'
  )

/** `update` finds only a deployment that somebody else made, and that has ended or is in use. */
export const notMadeByThisRun = ({
  id,
  wanted,
  making,
  reason
}: Values<'id' | 'wanted' | 'making' | 'reason'>): Problem =>
  new Problem(
    `Deployment ${id} ${wanted} is not updated because this run did not make it: it was ${making}, and ${reason}.`,
    'If "deployment-id" should have come from an earlier step, check that this step ran. To update the deployment anyway, look it up with "operation: find" and set "deployment-id".',
    'not-made-by-this-run'
  )

/** The deployment with the given `deployment-id` has another environment, task or ref than the inputs say. */
export const deploymentDoesNotMatch = ({ id, reason }: Values<'id' | 'reason'>): Problem =>
  new Problem(
    `Deployment ${id} does not match the inputs: ${reason}.`,
    'Check "deployment-id", and correct or remove the input that differs.',
    'deployment-does-not-match'
  )

/** `find` finds deployments of several tasks in one environment, and no task is given. */
export const severalTasks = ({
  environment,
  states,
  tasks
}: Values<'environment'> & { states: readonly string[]; tasks: readonly string[] }): Problem =>
  new Problem(
    `"${environment}" has deployments of several tasks in state ${states.join(' or ')}: ${inShort(tasks, maxTasks)}.`,
    'Set "task" to one of them.',
    'several-tasks'
  )

/** Somebody deleted the deployment between two requests of `find`. */
export const deletedWhileLookedUp = ({ sha, environment }: Values<'sha' | 'environment'>): Problem =>
  new Problem(
    `The deployment of ${sha} to ${environment} was deleted while it was looked up.`,
    'Run the step again.',
    'deleted-while-looked-up'
  )
