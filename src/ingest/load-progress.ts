/** How far a load has come. */
export interface LoadProgress {
  stage: 'reading' | 'resolving' | 'indexing'
  /** Present once there is something to count. `share` is the part that is done: 0 to 1. */
  done?: { count: number; unit: string; share: number }
}

export type ReportProgress = (progress: LoadProgress) => void
