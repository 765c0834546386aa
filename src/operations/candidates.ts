import { byAge, chooseOwn, madeByOthers, type Candidate, type Choice } from '../domain/choice.ts'
import { githubsRecordOf, isSha, type Deployment, type Status } from '../domain/deployment.ts'
import { hasForeignPayload, makerOf } from '../domain/maker.ts'
import { isOfCommit } from '../domain/match.ts'
import type { Run } from '../domain/run.ts'
import type { DeploymentFilter, Ports } from '../ports.ts'

/** Deployment to look for. */
export interface WantedDeployment {
  environment: string
  task?: string
  /** A branch, tag or SHA. */
  ref: string
  /** Whether a deployment that this run made for another commit is accepted if it made none for this commit. */
  orAnyCommit: boolean
}

/** Maximum number of deployments with a custom payload whose first status is read to find out who made them. */
const maxStatusReads = 10

/** Deployments that the inputs may refer to, as far as they were read. */
export class Candidates {
  readonly wanted: WantedDeployment
  readonly #ports: Ports
  readonly #ids = new Set<number>()
  /** Newest first. */
  #forCommit: Candidate[] = []
  #forOtherCommits: Candidate[] = []
  /** Commit that `ref` is or points to. */
  #sha: string | undefined
  #asksLeft = maxStatusReads

  private constructor(wanted: WantedDeployment, ports: Ports) {
    this.wanted = wanted
    this.#ports = ports
    if (isSha(wanted.ref)) this.#sha = wanted.ref.toLowerCase()
  }

  /**
   * Reads all deployments for the commit. If this run made none of them and `orAnyCommit` is set, also reads the newest
   * hundred for any commit.
   */
  static async read(wanted: WantedDeployment, ports: Ports): Promise<Candidates> {
    const candidates = new Candidates(wanted, ports)
    await candidates.#takeForCommit(await candidates.#listForCommit())
    if (wanted.orAnyCommit && candidates.own === undefined) await candidates.readNewest()
    return candidates
  }

  /** Choice among the deployments that this run made. */
  get own(): Choice | undefined {
    const { run } = this.#ports
    return chooseOwn(this.#forCommit, run) ?? chooseOwn(this.#forOtherCommits, run)
  }

  /** GitHub's own records for other jobs, newest first. */
  get othersRecords(): Candidate[] {
    return this.#forCommit.filter(({ record }) => record === 'another job')
  }

  /** Whether GitHub's own record for this job was skipped. */
  get isBesideJobsOwn(): boolean {
    return this.#forCommit.some(({ record }) => record === 'this job')
  }

  /** Adds missing deployments from the newest hundred of the environment and task. A replica may have lagged behind. */
  async readNewest(): Promise<void> {
    const fresh = (await this.#newest(this.#filter)).filter(({ id }) => !this.#ids.has(id))
    const wanted = { ref: this.wanted.ref, sha: this.#sha }
    const isWanted = (deployment: Deployment): boolean => isOfCommit(deployment, wanted)
    await this.#takeForCommit(fresh.filter(isWanted))
    if (!this.wanted.orAnyCommit || chooseOwn(this.#forCommit, this.#ports.run) !== undefined) return
    // This action always sets a description, so the statuses of a custom payload without one are not read.
    const others = fresh.filter(each => !isWanted(each) && (each.description !== '' || !hasForeignPayload(each)))
    this.#forOtherCommits = [...this.#forOtherCommits, ...(await this.#identified(others))].sort(byAge)
  }

  /** Returns the newest deployment that somebody else made for the commit, with its statuses. */
  async newestOfOthers(): Promise<Candidate | undefined> {
    const [newest] = madeByOthers(this.#forCommit, this.#ports.run)
    if (newest === undefined || newest.statuses !== undefined) return newest
    const withRecord = await withStatuses(newest, this.#ports)
    // Its statuses had not been read, so it may turn out to be GitHub's own record for a job.
    this.#forCommit = this.#forCommit.map(each => (each === newest ? withRecord : each))
    return withRecord.record === undefined ? withRecord : undefined
  }

  /** Returns the newest hundred deployments of the commit in any environment and of any task. Sends one request. */
  async elsewhere(): Promise<Deployment[]> {
    return this.#newest(this.#sha === undefined ? { ref: this.wanted.ref } : { sha: this.#sha })
  }

  get #filter(): DeploymentFilter {
    const { environment, task } = this.wanted
    return { environment, task }
  }

  /** Lists deployments created with the name of the branch or tag, or with the commit that it points to. */
  async #listForCommit(): Promise<Deployment[]> {
    const { ref } = this.wanted
    if (this.#sha !== undefined) return this.#all({ sha: this.#sha })
    this.#sha = await this.#ports.github.commit(ref)
    return this.#sha === undefined ? this.#all({ ref }) : this.#all({ ref }, { sha: this.#sha })
  }

  async #all(...by: DeploymentFilter[]): Promise<Deployment[]> {
    const all: Deployment[] = []
    const filters = by.map(each => ({ ...each, ...this.#filter }))
    for await (const page of this.#ports.github.deployments(...filters)) all.push(...page)
    return all
  }

  async #newest(by: DeploymentFilter): Promise<Deployment[]> {
    for await (const page of this.#ports.github.deployments(by)) return page
    return []
  }

  async #takeForCommit(deployments: readonly Deployment[]): Promise<void> {
    this.#forCommit = [...this.#forCommit, ...(await this.#identified(deployments))].sort(byAge)
  }

  async #identified(deployments: readonly Deployment[]): Promise<Candidate[]> {
    const fresh = [...new Map(deployments.map(each => [each.id, each])).values()].filter(({ id }) => !this.#ids.has(id))
    for (const { id } of fresh) this.#ids.add(id)
    // GitHub's own records have no description, so they come last.
    const foreign = fresh.filter(hasForeignPayload).sort((one, other) => isBare(one) - isBare(other))
    const asked = foreign.slice(0, this.#asksLeft)
    this.#asksLeft -= asked.length
    const read = asked.map(async ({ id }) => [id, await this.#ports.github.statuses(id)] as const)
    const statuses = new Map(await Promise.all(read))
    return fresh.map(each => candidateOf(each, statuses.get(each.id), this.#ports.run)).sort(byAge)
  }
}

const isBare = ({ description }: Deployment): number => (description === '' ? 1 : 0)

/** Returns the candidate with its statuses. Reads them if necessary. */
export const withStatuses = async (candidate: Candidate, { github, run }: Ports): Promise<Candidate> =>
  candidate.statuses === undefined
    ? candidateOf(candidate.deployment, await github.statuses(candidate.deployment.id), run)
    : candidate

function candidateOf(deployment: Deployment, statuses: readonly Status[] | undefined, run: Run): Candidate {
  const maker = makerOf(deployment, statuses, run)
  const latest = statuses?.[0]
  if (latest === undefined) return { deployment, maker, statuses }
  const { state, logUrl, description: statusDescription } = latest
  const record = githubsRecordOf({ description: deployment.description, state, logUrl, statusDescription }, run)
  return { deployment, maker, statuses, record }
}
