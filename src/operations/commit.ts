import type { CommitSource } from '../domain/commit.ts'
import { shortRef } from '../domain/deployment.ts'
import { mergeCommitRecorded } from '../messages/creating.ts'
import type { Ports } from '../ports.ts'

/** Returns the ref to send for a commit. Reads it from the workspace or a pull request if necessary. */
export async function resolveCommit(source: CommitSource, { github, workspace, report }: Ports): Promise<string> {
  switch (source.kind) {
    case 'ref':
      if (source.isTestMerge === true) {
        report.note(mergeCommitRecorded({ what: `${shortRef(source.ref)}, given as "ref",` }))
      }
      return source.ref
    case 'pull-request': {
      const sha = await github.pullRequests.head(source.number)
      report.info(`The head of pull request #${source.number} is ${sha}.`)
      return sha
    }
    case 'head': {
      const sha = await workspace.head()
      if (source.mergeCommits.includes(sha)) {
        report.note(mergeCommitRecorded({ what: `${shortRef(sha)}, checked out in the workspace,` }))
      }
      return sha
    }
  }
}
