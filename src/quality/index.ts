import type { DataCheck } from './data-check.ts'
import { duplicateChecks } from './duplicates.ts'
import { gapChecks } from './gaps.ts'
import { memberChecks } from './members.ts'
import { relationChecks } from './relations.ts'
import { sourceChecks } from './sources.ts'
import { sumChecks } from './sums.ts'
import { termChecks } from './terms.ts'

/** All data checks of `npm run check`. */
export const dataChecks: readonly DataCheck[] = [
  ...memberChecks,
  ...termChecks,
  ...sumChecks,
  ...relationChecks,
  ...duplicateChecks,
  ...gapChecks,
  ...sourceChecks,
]
