/** The package has no types. This is the part that domain/edtf.ts uses. */
declare module 'edtf' {
  /** Parses EDTF; `min` and `max` are milliseconds since 1970, infinite where an end is open. */
  function edtf(text: string): { min: number; max: number }

  export { edtf as default }
}
