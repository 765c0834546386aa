import { getExecOutput } from '@actions/exec'
import { noCheckout } from '../messages/creating.ts'
import type { Workspace } from '../ports.ts'

/** Reads the checkout of the job with git. */
export const workspace: Workspace = {
  async head() {
    // The checkout may belong to another user, for example in a container job.
    const command = ['-c', 'safe.directory=*', 'rev-parse', '--verify', 'HEAD^{commit}']
    // Without `cwd`, a folder that no longer exists would end the process because its name cannot be read.
    const options = { cwd: '.', silent: true, ignoreReturnCode: true }
    const { stdout } = await getExecOutput('git', command, options).catch(() => ({ stdout: '' }))
    const sha = stdout.trim()
    if (/^[0-9a-f]{40,64}$/.test(sha)) return sha
    throw noCheckout()
  }
}
