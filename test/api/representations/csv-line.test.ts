import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLine } from '../../../src/api/representations/csv.ts'
import { parseCsv } from '../support/parse-csv.ts'

describe('csvLine', () => {
  it.each([
    [['a', 1, true, null, undefined], 'a,1,true,,\r\n'],
    [['a,b', 'say "hi"', 'two\nlines', 'cr\r'], '"a,b","say ""hi""","two\nlines","cr\r"\r\n'],
    [['', ' padded '], ', padded \r\n'],
    [[-1, '=1+1', "'t Hooft", "'=1"], `-1,'=1+1,'t Hooft,''=1\r\n`],
    [['+41', '-x', '@x', '\t=x', '＝x'], "'+41,'-x,'@x,'\t=x,'＝x\r\n"],
  ])('formats %j as %j', (values, line) => {
    expect(csvLine(values)).toBe(line)
  })

  it('escapes formulas so that every text can be read back', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."'=+-@\t,ax") }), (text) => {
        const [[cell = ''] = []] = parseCsv(csvLine([text]))
        expect(/^[=+\-@\t]/.test(cell)).toBe(false)
        expect(cell.replace(/^'(?='*[=+\-@\t])/, '')).toBe(text)
      }),
    )
  })
})
