import { heads } from './heads.ts'
import type { Lint } from './lint.ts'
import { members } from './members.ts'
import { sources } from './sources.ts'
import { sums } from './sums.ts'

/** Everything that `npm run check` looks for. */
export const lints: readonly Lint[] = [...members, ...heads, ...sums, ...sources]
