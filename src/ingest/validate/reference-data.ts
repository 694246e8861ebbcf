import type { Value } from '../../domain/claim.ts'
import { type Field, type Fields, required } from '../../domain/resource-type.ts'
import { codes } from '../../domain/resources/codes.ts'
import { completeness } from '../../domain/resources/completeness.ts'
import { resourceTypes } from '../../domain/resources/index.ts'
import { CODE_ATTRIBUTES, VOCABULARIES } from '../../domain/vocabularies.ts'
import {
  type Diagnostics,
  displayValue,
  isObject,
  type Report,
  reportIn,
  reportUnknownKeys,
  type Subject,
  suggestion,
} from '../diagnostics.ts'
import type { SeedFile } from '../read/seed-files.ts'
import type { SeedPath, SeedPosition } from '../read/seed-position.ts'
import { brokenRule } from './completeness.ts'
import { idField } from './source.ts'
import { readField } from './values.ts'

/** A row of `codes` or `completeness`, and where the seed file states it. */
export interface ReferenceRow {
  table: 'codes' | 'completeness'
  values: Record<string, Value | null>
  position: SeedPosition
  /** The position of one of its values. */
  positionOf(field: string): SeedPosition
}

const SECTIONS = ['codes', 'completeness']

/** Whether a seed file has no source: its codes and statements of completeness are ours. */
export function isReferenceData(value: unknown): value is Record<string, unknown> {
  return isObject(value) && !('source' in value) && SECTIONS.some((name) => name in value)
}

/** Validates a seed file with codes or statements of completeness. Leaves out those with errors. */
export function validateReferenceData(
  seedFile: SeedFile,
  value: Record<string, unknown>,
  diagnostics: Diagnostics,
): ReferenceRow[] {
  const report = reportIn(seedFile, diagnostics)
  reportUnknownKeys(value, SECTIONS, [], {}, report)
  return [
    ...readCodes(seedFile, value.codes, report),
    ...readCompleteness(seedFile, value.completeness, report),
  ]
}

function readCodes(seedFile: SeedFile, value: unknown, report: Report): ReferenceRow[] {
  if (value === undefined) return []
  if (!isObject(value)) {
    const message = `invalid value ${displayValue(value)}; expected vocabularies, each with a list of codes`
    report(['codes'], { section: 'codes' }, message)
    return []
  }
  return Object.entries(value).flatMap(([vocabulary, list]) => {
    const path = ['codes', vocabulary]
    if (!VOCABULARIES.some((name) => name === vocabulary)) {
      const expected = `${VOCABULARIES.join(', ')}${suggestion(vocabulary, VOCABULARIES)}`
      report(path, { section: 'codes' }, `unknown vocabulary; expected ${expected}`, 'key')
      return []
    }
    return readList(list, path, report).flatMap(([entry, entryPath]) => {
      const allowed = Object.entries(codes.fields).filter(([name]) => {
        const only = (CODE_ATTRIBUTES as Record<string, string>)[name]
        return name !== 'vocabulary' && (only === undefined || only === vocabulary)
      })
      const fields: Fields = Object.fromEntries(allowed)
      // Every measure has a nature, which decides how its figures are dated, and a kind of unit.
      for (const name of ['nature', 'unit_kind']) {
        const field = fields[name]
        if (field !== undefined) fields[name] = required(field)
      }
      const values = readEntry(entry, fields, entryPath, { section: vocabulary }, report)
      if (values === null) return []
      const { code, pattern = null, url_template = null } = values
      const reportInvalid = (field: string, value: Value, expected: string) => {
        const message = `invalid value ${displayValue(value)}; expected ${expected}`
        report([...entryPath, field], { section: vocabulary, id: String(code), field }, message)
        return []
      }
      if (pattern !== null && !isPattern(String(pattern)))
        return reportInvalid('pattern', pattern, 'a regular expression')
      if (url_template !== null && !String(url_template).includes('{value}'))
        return reportInvalid('url_template', url_template, 'a URL with {value}')
      const row = { id: `${vocabulary}.${code}`, vocabulary, ...values }
      return [
        {
          table: 'codes' as const,
          values: row,
          position: seedFile.position([...entryPath, 'code']),
          positionOf: (field: string) => seedFile.position([...entryPath, field]),
        },
      ]
    })
  })
}

function readCompleteness(seedFile: SeedFile, value: unknown, report: Report): ReferenceRow[] {
  if (value === undefined) return []
  const section = 'completeness'
  const fields = { id: idField, ...completeness.fields }
  const collections = resourceTypes.map(({ name }) => name)
  return readList(value, [section], report).flatMap(([entry, path]) => {
    const values = readEntry(entry, fields, path, { section }, report)
    if (values === null) return []
    const id = String(values.id)
    const { collection } = values
    if (!collections.includes(String(collection))) {
      const expected = `${collections.join(', ')}${suggestion(String(collection), collections)}`
      const message = `unknown collection ${displayValue(collection)}; expected ${expected}`
      report([...path, 'collection'], { section, id, field: 'collection' }, message)
      return []
    }
    const broken = brokenRule(values)
    if (broken !== null) {
      const { field, message } = broken
      report([...path, field], { section, id, field }, message)
      return []
    }
    return [
      {
        table: 'completeness' as const,
        values,
        position: seedFile.position([...path, 'id']),
        positionOf: (field: string) => seedFile.position([...path, field]),
      },
    ]
  })
}

function readList(value: unknown, path: SeedPath, report: Report): [unknown, SeedPath][] {
  if (Array.isArray(value)) return value.map((entry, index) => [entry, [...path, index]])
  report(
    path,
    { section: String(path.at(-1)) },
    `invalid value ${displayValue(value)}; expected a list`,
  )
  return []
}

/** Reads the fields of an entry. Returns null if one of them has an error. */
function readEntry(
  entry: unknown,
  fields: Fields,
  path: SeedPath,
  about: Subject,
  report: Report,
): Record<string, Value | null> | null {
  if (!isObject(entry)) {
    report(
      path,
      about,
      `invalid value ${displayValue(entry)}; expected ${Object.keys(fields).join(', ')}`,
    )
    return null
  }
  reportUnknownKeys(entry, Object.keys(fields), path, about, report)
  let isValid = true
  const read = ([name, field]: [string, Field]): [string, Value | null] => {
    const raw = entry[name]
    if (raw === undefined && field.role === 'plain') return [name, null]
    if (raw === undefined) {
      report(path, { ...about, field: name }, 'missing; every entry has one')
      isValid = false
      return [name, null]
    }
    // A list of codes is stored as one text.
    const text = Array.isArray(raw) ? raw.join(' ') : raw
    const value = readField(field, text, [...path, name], { ...about, field: name }, report)
    isValid &&= value !== null
    return [name, value]
  }
  const values = Object.fromEntries(Object.entries(fields).map(read))
  return isValid ? values : null
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp
  } catch {
    return false
  }
}
