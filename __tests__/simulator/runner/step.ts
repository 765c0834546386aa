import type { ProcessOptions, RunningProcess, Stream } from './process.ts'

/** A step in a workflow file. */
export interface Step {
  id?: string
  name?: string
  uses?: string
  with?: Record<string, unknown>
  run?: string
  shell?: string
  'working-directory'?: string
  if?: unknown
  env?: Record<string, unknown>
  'continue-on-error'?: unknown
  'timeout-minutes'?: unknown
}

export type Phase = 'main' | 'post'

/** A stage of a step. */
export interface Stage {
  step: string
  phase: Phase
}

export type OutputListener = (line: string, stream: Stream, stage: Stage) => void

/** Replaces another action: gets its evaluated inputs, and returns its outputs. If it throws, the step fails. */
export type ActionStub = (call: {
  inputs: Record<string, string>
  env: Record<string, string>
  workspace: string
}) => Record<string, string> | undefined | Promise<Record<string, string> | undefined>

/** How the process of a stage starts. */
export interface Launch {
  file: string
  args: string[]
  cwd: string
  /** INPUT_* for an action. */
  env: Record<string, string>
  /** Log lines before the output of the process. */
  header: string[]
  /** Runs the stage in another way than as a process. */
  start?: (options: ProcessOptions) => RunningProcess
}
