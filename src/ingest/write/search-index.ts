import type { Database } from '../../database/connection.ts'
import { codeListLabel, type LabelSource, labelSources } from '../../domain/labels.ts'
import { isDateType, labelField, type ResourceType } from '../../domain/resource-type.ts'
import { names } from '../../domain/resources/names.ts'
import { organizations } from '../../domain/resources/organizations.ts'
import { countryWord, searchableText } from '../../domain/search-text.ts'

interface ClaimRow {
  seq: number
  record: string
  field: string
  value: string | number
}

const CLAIMS = `
  SELECT seq, record, field, value
    FROM claims
   WHERE collection = ?
   ORDER BY seq`

const RECORD_NAME = 'SELECT name FROM records WHERE id = ?'

const CODE_LABEL = 'SELECT label FROM codes WHERE id = ?'

const ORGANIZATION = `
  SELECT value
    FROM claims
   WHERE record = ?
     AND field  = 'organization'
     AND set_aside IS NULL
   ORDER BY seq
   LIMIT 1`

const WORDS = `
  CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, search_index, row);
  INSERT INTO search_words (word)
  SELECT term FROM temp.vocabulary WHERE length(term) > 3 ORDER BY term;
  DROP TABLE temp.vocabulary`

/** Fills the index of the API, and the words that it has. Call it when the names of records are written. */
export function writeSearchIndex(db: Database, resourceTypes: readonly ResourceType[]): void {
  const insert = db.prepare(`
    INSERT INTO search_texts (record, collection, claim, kind, text, folded)
    VALUES (?, ?, ?, ?, ?, ?)`)
  const claims = db.prepare<[string], ClaimRow>(CLAIMS)
  const organizationOf = db.prepare<[string], string>(ORGANIZATION).pluck()
  const labelOf = labelReader(db)
  for (const type of resourceTypes) {
    const label = labelField(type)
    const sources = labelSources(type)
    for (const { seq, record, field, value } of claims.iterate(type.name)) {
      const declared = type.fields[field]?.type
      const add = (id: string, collection: string, kind: string, text: string, more = '') =>
        insert.run(id, collection, seq, kind, text, `${searchableText(text)}${more}`)
      const isName = field === label || (type === names && field === 'acronym')
      if (declared === 'text' || declared === 'own_words')
        add(record, type.name, isName ? 'name' : 'text', String(value))
      // The names of an organization are records of their own, but it is found by them.
      if (type === names && isName) {
        const organization = organizationOf.get(record)
        if (organization !== undefined) add(organization, organizations.name, 'name', String(value))
      }
      const source = sources[field]
      // Each record would be found by the name of its organization.
      if (source === undefined || field === 'organization' || isDateType(declared)) continue
      const text = labelOf(source, String(value))
      const isCountry = source.codeList === 'iso-3166-country'
      if (text !== null)
        add(record, type.name, 'label', text, isCountry ? ` ${countryWord(String(value))}` : '')
    }
  }
  db.exec("INSERT INTO search_index (search_index) VALUES ('rebuild')")
  db.exec(WORDS)
}

/** Returns the function that reads the name of what a value stands for, in English. */
function labelReader(db: Database) {
  const recordName = db.prepare<[string], string | null>(RECORD_NAME).pluck()
  const codeLabel = db.prepare<[string], string>(CODE_LABEL).pluck()
  return ({ collection, vocabulary, codeList }: LabelSource, value: string): string | null => {
    if (collection !== undefined) return recordName.get(value) ?? null
    const label = vocabulary === undefined ? undefined : codeLabel.get(`${vocabulary}.${value}`)
    return label ?? (codeList === undefined ? null : codeListLabel(codeList, value, 'en'))
  }
}
