/** A part of the simulation, for one process. */
export interface Order {
  what: 'doubles' | 'beliefs' | 'histories' | 'inputs'
  /** How many histories, or inputs, in all parts together. */
  count: number
  seed: number
  /** Which part of how many. */
  part: number
  parts: number
}

export interface Outcome {
  passed: number
  /** Why the others failed. */
  failed: string[]
}
