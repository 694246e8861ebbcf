import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLine } from '../../../src/api/representations/csv.ts'
import { fixtureApp, temporaryFolder } from '../../support/app.ts'
import { parseCsv } from '../../support/parse-csv.ts'

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
      fc.property(fc.string({ unit: fc.constantFrom(...'\'=+-@\t\r\n"＝,ax') }), (text) => {
        const [[cell = ''] = []] = parseCsv(csvLine([text]))
        expect(cell).not.toMatch(/^[=+\-@\t\r\n＝]/)
        expect(cell.replace(/^'(?='*[=+\-@\t\r\n＝])/, '')).toBe(text)
      }),
    )
  }, 60_000)

  it('makes a line from which a CSV parser reads the same values', () => {
    const texts = fc.array(fc.string({ unit: fc.constantFrom(...'",\r\na é') }), { minLength: 1 })
    fc.assert(
      fc.property(texts, (values) => {
        const guarded = values.map((value) => (/^[\r\n]/.test(value) ? `'${value}` : value))
        expect(parseCsv(csvLine(values))).toEqual([guarded])
      }),
    )
  }, 60_000)
})

const SPREADSHEET = '/usr/bin/soffice'

describe.skipIf(!existsSync(SPREADSHEET))(`a spreadsheet (needs ${SPREADSHEET})`, () => {
  /** Opens a table with these settings, and returns the cells that the spreadsheet shows. */
  async function openTable(text: string, settings: string): Promise<string[][]> {
    const folder = temporaryFolder({ 'table.csv': text })
    await promisify(execFile)(SPREADSHEET, [
      ...['--headless', `-env:UserInstallation=file://${folder}/profile`],
      ...[`--infilter=CSV:${settings}`, '--convert-to', `csv:Text - txt - csv (StarCalc):${UTF8}`],
      ...['--outdir', join(folder, 'read'), join(folder, 'table.csv')],
    ])
    const read = readFileSync(join(folder, 'read/table.csv'), 'utf8')
    return parseCsv(read.replaceAll('\n', '\r\n'))
  }

  /** Commas, double quotes, UTF-8. */
  const UTF8 = '44,34,76'

  it('shows every value of a table unchanged', async () => {
    const app = await fixtureApp()
    const { body } = await app.inject({ url: '/v1/claims?format=csv&limit=all' })
    const asText = Array.from({ length: 12 }, (_, at) => `${at + 1}/2`).join('/')
    expect(await openTable(body, `${UTF8},1,${asText}`)).toEqual(parseCsv(body))
  }, 120_000)

  it('runs no formula of a table', async () => {
    const hostile = ['=1+1', '+1+1', '-1+1', '@SUM(1,1)', '\t=1+1', "it's", 'a,"b"']
    expect(await openTable(csvLine(hostile), UTF8)).toEqual(parseCsv(csvLine(hostile)))
  }, 120_000)
})
