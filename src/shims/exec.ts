import type { ExecOptions, ExecOutput } from '../../node_modules/@actions/exec/lib/interfaces.js'

/**
 * Stands in for `@actions/exec` in the bundle (tsconfig.json beside it): the real one is loaded when a command is run.
 * `@actions/core` imports it to tell the platform, which this action never asks for, and with it come `child_process`
 * and `assert`, whose first act is to open a stream for errors.
 */
export async function getExecOutput(command: string, args?: string[], options?: ExecOptions): Promise<ExecOutput> {
  const exec = await import('../../node_modules/@actions/exec/lib/exec.js')
  return exec.getExecOutput(command, args, options)
}
