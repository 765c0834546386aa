import type { CommitSource } from '../domain/commit.ts'
import { shortRef } from '../domain/deployment.ts'
import { Problem } from '../messages/problem.ts'
import type { Ports } from '../ports.ts'

/** Returns the ref to send for a commit. Reads it from the workspace or a pull request if necessary. */
export async function resolveCommit(source: CommitSource, { github, workspace, notify }: Ports): Promise<string> {
  switch (source.kind) {
    case 'ref':
      if (source.isTestMerge === true) warnOfTestMerge(`${shortRef(source.ref)}, given as "ref",`, notify)
      return source.ref
    case 'pull-request': {
      const sha = await github.pullRequestHead(source.number)
      notify({ kind: 'note', level: 'info', text: `The head of pull request #${source.number} is ${sha}.` })
      return sha
    }
    case 'merge-commit': {
      const sha = await github.mergeCommit(source.number)
      if (sha === undefined) {
        throw new Problem(
          `GitHub does not say which commit pull request #${source.number} was merged as.`,
          'Set the input "ref" to the commit.'
        )
      }
      notify({ kind: 'note', level: 'info', text: `Pull request #${source.number} was merged as ${sha}.` })
      return sha
    }
    case 'head': {
      const sha = await workspace.head()
      if (source.mergeCommits.includes(sha)) warnOfTestMerge(`${shortRef(sha)}, checked out in the workspace,`, notify)
      return sha
    }
  }
}

/** Warns about GitHub's merge commit, because a pull request shows only the deployments of its own commits. */
function warnOfTestMerge(what: string, notify: Ports['notify']): void {
  notify({
    kind: 'note',
    level: 'warning',
    text: `${what} is GitHub's merge commit: the deployment will not show on the pull request. Leave the input "ref" out to record the pull request's own commit.`
  })
}
