import { headLints } from './heads.ts'
import type { Lint } from './lint.ts'
import { memberLints } from './members.ts'
import { sourceLints } from './sources.ts'
import { sumLints } from './sums.ts'

/** All data checks of `npm run check`. */
export const lints: readonly Lint[] = [...memberLints, ...headLints, ...sumLints, ...sourceLints]
