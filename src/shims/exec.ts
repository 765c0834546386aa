import type { ExecOptions, ExecOutput } from '../../node_modules/@actions/exec/lib/interfaces.js'

/**
 * Replaces `@actions/exec` in the bundle (see tsconfig.json in this folder). The real module is loaded when a command
 * is run. `@actions/core` imports it to detect the platform, which this action never does. The real module also loads
 * `child_process` and `assert`, which open a stream for errors on load.
 */
export async function getExecOutput(command: string, args?: string[], options?: ExecOptions): Promise<ExecOutput> {
  const exec = await import('../../node_modules/@actions/exec/lib/exec.js')
  return exec.getExecOutput(command, args, options)
}
