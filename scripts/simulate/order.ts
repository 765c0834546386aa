/** The part of a simulation that one process plays. */
export interface Order {
  what: 'doubles' | 'beliefs' | 'histories' | 'together' | 'inputs'
  /** How many histories, or inputs, in all parts together. */
  count: number
  seed: number
  /** The number of this part, and the number of all parts. */
  part: number
  parts: number
}

export interface Outcome {
  passed: number
  /** Why the other ones failed. */
  failed: string[]
}
