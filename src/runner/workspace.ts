import { getExecOutput } from '@actions/exec'
import { Problem } from '../domain/problem.ts'
import type { Workspace } from '../ports.ts'

/** The checkout of the job, through git. */
export class GitWorkspace implements Workspace {
  async head(): Promise<string> {
    // The checkout may belong to another user, as it does in a container job.
    const command = ['-c', 'safe.directory=*', 'rev-parse', '--verify', 'HEAD^{commit}']
    // Where the folder is gone, asking for its name would end the process.
    const options = { cwd: '.', silent: true, ignoreReturnCode: true }
    const { stdout } = await getExecOutput('git', command, options).catch(() => ({ stdout: '' }))
    const sha = stdout.trim()
    if (/^[0-9a-f]{40,64}$/.test(sha)) return sha
    throw new Problem(
      'There is no commit in the workspace for "ref: HEAD".',
      'Add an actions/checkout step before this one, or remove the input "ref".'
    )
  }
}
