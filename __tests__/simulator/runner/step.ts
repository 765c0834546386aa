import type { Stream } from './process.ts'

/** A step as it stands in a workflow file. */
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

/** Which stage of which step. */
export interface Stage {
  step: string
  phase: Phase
}

export type OutputListener = (line: string, stream: Stream, stage: Stage) => void

/** Stands for a foreign action: gets its evaluated inputs, gives its outputs; a step whose stub throws has failed. */
export type ActionStub = (call: {
  inputs: Record<string, string>
  env: Record<string, string>
  workspace: string
}) => Record<string, string> | undefined | Promise<Record<string, string> | undefined>

/** What the process of a stage is started with. */
export interface Launch {
  file: string
  args: string[]
  cwd: string
  /** INPUT_*, for an action. */
  env: Record<string, string>
  /** What the log shows before the first line of the process. */
  header: string[]
}
