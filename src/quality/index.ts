import type { DataCheck } from './data-check.ts'
import { headChecks } from './heads.ts'
import { memberChecks } from './members.ts'
import { sourceChecks } from './sources.ts'
import { sumChecks } from './sums.ts'

/** All data checks of `npm run check`. */
export const dataChecks: readonly DataCheck[] = [
  ...memberChecks,
  ...headChecks,
  ...sumChecks,
  ...sourceChecks,
]
