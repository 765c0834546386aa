import { notice, warning, type Note } from './problem.ts'

/** Environment of the job, and whether the job runs on GitHub Enterprise Server, which has no `deployment: false`. */
interface JobRecord {
  environment: string
  isOnEnterpriseServer: boolean
}

/** The job has `environment:`, so GitHub keeps its own deployment beside the one of this action. */
export const githubKeepsOwnRecord = ({ environment, isOnEnterpriseServer }: JobRecord): Note =>
  notice(
    `GitHub keeps a deployment of its own for this job, because the job has "environment: ${environment}". ${onlyOneRecord({ environment, isOnEnterpriseServer })}`,
    'github-keeps-own-record'
  )

/** The job has `environment:`, and several tasks share this environment. */
export const ownRecordEndsOtherTasks = ({ environment, isOnEnterpriseServer }: JobRecord): Note =>
  warning(
    `GitHub keeps a deployment of its own for this job, because the job has "environment: ${environment}". When that deployment succeeds, GitHub deactivates older deployments of every task in the environment. ${onlyOneRecord({ environment, isOnEnterpriseServer })}`,
    'own-record-ends-other-tasks'
  )

/** A teardown finds GitHub's own deployment for its job. */
export const ownRecordKept = ({ environment, isOnEnterpriseServer }: JobRecord): Note =>
  warning(
    `GitHub's own deployment for this job is kept, because GitHub would set it live again when the job ends: the job has "environment: ${environment}". Run the teardown in a job without "environment:"${isOnEnterpriseServer ? '.' : `, or write "environment: { name: ${environment}, deployment: false }", which keeps secrets and approvals and leaves one record.`}`,
    'own-record-kept'
  )

const onlyOneRecord = ({ environment, isOnEnterpriseServer }: JobRecord): string =>
  isOnEnterpriseServer
    ? 'Remove "environment:" from the job to have only one record.'
    : `Write "environment: { name: ${environment}, deployment: false }" to keep secrets and approvals and have only one record.`
