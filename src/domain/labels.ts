import { createRequire } from 'node:module'
import { codeLists } from './code-lists.ts'
import { countryName } from './countries.ts'
import { type ResourceDeclaration, storedFields } from './resource-type.ts'
import type { Vocabulary } from './vocabularies.ts'

/** Labels: the name of what a reference or a code stands for. `person` has the label `person_label`. */

const SUFFIX = '_label'

export function labelNameOf(field: string): string {
  return `${field}${SUFFIX}`
}

/** The label of a property of a record; null if it has none. */
export function labelIn(record: Readonly<Record<string, unknown>>, field: string): string | null {
  return (record[labelNameOf(field)] as string | null | undefined) ?? null
}

/** Whether a property of a record is the label of another property. */
export function isLabelName(name: string, properties: Readonly<Record<string, unknown>>): boolean {
  return name.endsWith(SUFFIX) && name.slice(0, -SUFFIX.length) in properties
}

/** An external list of codes. */
type CodeList = keyof typeof codeLists

/** Where the label of a field comes from. */
export interface LabelSource {
  /** The collection of the record that the field refers to. */
  collection?: string
  /** The vocabulary of its codes. */
  vocabulary?: Vocabulary
  /** The external list of its codes. */
  codeList?: CodeList
}

/** The fields that have a label. */
export function labelSources(
  declaration: Pick<ResourceDeclaration, 'fields' | 'derived' | 'computed'>,
): Readonly<Record<string, LabelSource>> {
  const declared = Object.entries(storedFields(declaration)).map(([name, field]) => {
    const { refersTo, isUnnamed, vocabulary, allowsCurrency, schema } = field
    if (refersTo !== undefined && isUnnamed !== true) return [name, { collection: refersTo }]
    if (vocabulary === undefined) return [name, codeListOf(schema)]
    return [name, { vocabulary, ...(allowsCurrency === true && { codeList: 'iso-4217' }) }]
  })
  const computed = Object.entries(declaration.computed ?? {}).map(([name, schema]) => [
    name,
    codeListOf(schema),
  ])
  return Object.fromEntries([...declared, ...computed].filter(([, source]) => source !== undefined))
}

function codeListOf(schema: object): LabelSource | undefined {
  const { format } = schema as { format?: string }
  return format !== undefined && format in codeLists ? { codeList: format as CodeList } : undefined
}

/** The name of a code of an external list in a language, or in English; null if there is none. */
export function codeListLabel(codeList: CodeList, code: string, language: string): string | null {
  switch (codeList) {
    case 'iso-3166-country':
      return countryName(code, language) ?? countryName(code, 'en')
    case 'iso-3166-2':
      return subdivisionName(code)
    case 'iso-4217':
      return displayName('currency', code, language)
    case 'bcp-47':
      return displayName('language', code, language)
  }
}

const require = createRequire(import.meta.url)

let subdivisions: ReadonlyMap<string, string> | undefined

function subdivisionName(code: string): string | null {
  // Loaded on first use: it has 5,000 entries.
  const { iso31662 }: typeof import('iso-3166/2.js') = require('iso-3166/2.js')
  subdivisions ??= new Map(iso31662.map(({ code, name }) => [code, name]))
  return subdivisions.get(code) ?? null
}

const displayNames = new Map<string, Intl.DisplayNames>()

function displayName(type: 'currency' | 'language', code: string, language: string): string | null {
  const key = `${type} ${language}`
  const names =
    displayNames.get(key) ?? new Intl.DisplayNames([language, 'en'], { type, fallback: 'none' })
  displayNames.set(key, names)
  return names.of(code) ?? null
}
