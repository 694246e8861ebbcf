export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

/** Rounds to three significant digits: more would be noise. */
export function roundMeasurement(number: number): number {
  return Number(number.toPrecision(3))
}
