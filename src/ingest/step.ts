/** How far a load has come. */
export interface LoadProgress {
  /** What is being done: "reading". */
  doing: string
  /** How much of it is done, of what, and which share of all of it that is; unsaid where nothing is counted. */
  done?: { count: number; unit: string; share: number }
}
