/** How exact a figure is: "over 480" is `at_least`, "almost a million" `at_most`. */
export const QUALIFIERS = ['exact', 'at_least', 'at_most', 'about'] as const
export type Qualifier = (typeof QUALIFIERS)[number]

/** Whether a number can lie between two bounds; null if it is only about right. */
export function isBetween(
  value: number,
  qualifier: Qualifier,
  { from, to }: { from: number; to: number },
): boolean | null {
  switch (qualifier) {
    case 'exact':
      return value >= from && value <= to
    case 'at_least':
      return value <= to
    case 'at_most':
      return value >= from
    case 'about':
      return null
  }
}
