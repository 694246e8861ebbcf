import type { Hints } from '../http/parameters.ts'

const TWO_CLOCKS =
  'there is no as_of, because it has two meanings: valid_at asks when it was true, known_at what documents had said by then; use either or both'

/** What is said of parameters that callers look for where they are not. */
export const hints: Hints = {
  as_of: () => TWO_CLOCKS,
  asOf: () => TWO_CLOCKS,
  valid_at: (path) =>
    path.endsWith('/:id')
      ? `one record is told whole; ask its list: ${path.replace('/:id', '')}?valid_at=`
      : 'what is listed here has no time of its own; known_at is the clock that it has',
  certainty: () => 'goes with valid_at, which this has not',
}
