import type { Hints } from '../http/validation-errors.ts'

const TWO_CLOCKS =
  'there is no as_of, because it has two meanings: valid_at asks when it was true, known_at what documents had said by then; use either or both'

/**
 * What is said of parameters that callers look for where they are not.
 *
 * @param timed the paths of lists whose records have a time
 */
export function parameterHints(timed: ReadonlySet<string>): Hints {
  return {
    as_of: () => TWO_CLOCKS,
    asOf: () => TWO_CLOCKS,
    valid_at: (path) => {
      const list = path.replace('/:id', '')
      return timed.has(list)
        ? `one record is told whole; ask its list: ${list}?valid_at=`
        : 'what is told here has no time of its own; known_at is the clock that it has'
    },
    certainty: () => 'goes with valid_at, which this has not',
  }
}
