import { labelIn } from '../domain/labels.ts'
import type { Qualifier } from '../domain/qualifiers.ts'
import type { ServedRecord } from '../domain/record-serialization.ts'
import { resourceTypeNamed } from '../domain/resources/index.ts'
import { compareStatement, type Relation } from '../domain/statement.ts'
import { invalidParameters } from '../http/problem.ts'
import type { Statement } from './check-parameters.ts'

/** Which record a statement is about, and what follows from its value, certainty and evidence. */

export const VERDICTS = ['supported', 'contradicted', 'disputed', 'unknown'] as const
export type Verdict = (typeof VERDICTS)[number]

/** The only record, or the one that says what the statement says. Throws if several say something else. */
export function selectRecord(
  records: readonly ServedRecord[],
  statement: Statement,
): ServedRecord | undefined {
  if (records.length < 2) return records[0]
  const equal = records.find((record) => relationOf(statement, record) === 'equal')
  if (equal !== undefined) return equal
  throw invalidParameters({
    parameter: 'id',
    value: undefined,
    message: 'several records match; add parameters that select one, such as its id',
    allowed: records.map(({ id }) => String(id)),
  })
}

interface Claim {
  field: string
  source: string
  stance: string
}

export function claimsOfField({ evidence }: ServedRecord, field: string): Claim[] {
  return ((evidence ?? []) as Claim[]).filter((claim) => claim.field === field)
}

function relationOf(
  { collection, field, value, meantIds = [] }: Statement,
  record: ServedRecord,
): Relation {
  const type = resourceTypeNamed(collection)
  if (type === undefined) throw new Error(`There is no resource type ${collection}.`)
  const served = {
    value: record[field],
    label: labelIn(record, field),
    // Only a number has a qualifier.
    ...(typeof record[field] === 'number' &&
      record.qualifier != null && { qualifier: record.qualifier as Qualifier }),
  }
  return compareStatement(type, field, value, served, meantIds)
}

/** The decision table: what is served, how certain it is, and whether a claim disagrees. */
export function decideVerdict(
  statement: Statement,
  record: ServedRecord,
  evidence: readonly Claim[],
): { verdict: Verdict; reason: string } {
  const relation = relationOf(statement, record)
  const served = String(labelIn(record, statement.field) ?? record[statement.field])
  const { certainty = 'definite' } = record
  const isDisputed = evidence.some(({ stance }) => stance === 'disagrees')
  if (certainty === 'carried')
    return {
      verdict: 'unknown',
      reason: `The last value that is known is ${served}, of an earlier time.`,
    }
  if (certainty !== 'definite')
    return { verdict: 'unknown', reason: `It is only possible that ${served} was the value then.` }
  if (relation === 'wider')
    return { verdict: 'unknown', reason: `What is known is less exact: ${served}.` }
  if (isDisputed)
    return {
      verdict: 'disputed',
      reason: `Documents disagree; ${served} is served by the ranking rule.`,
    }
  return relation === 'equal'
    ? { verdict: 'supported', reason: `Documents state ${served}.` }
    : { verdict: 'contradicted', reason: `Documents state ${served}.` }
}

/** The record with a value whose time is nearest to a date. */
export function nearestTo(
  data: readonly string[],
  field: string,
  valid_at: string,
): ServedRecord | undefined {
  const year = Number(
    valid_at
      .replace(/^\.\.\//, '')
      .slice(0, 4)
      .replaceAll('X', '0'),
  )
  const distance = ({ start_earliest, end_latest }: ServedRecord) => {
    const years = [start_earliest, end_latest].flatMap((day) =>
      typeof day === 'string' ? [Number(day.slice(0, 4))] : [],
    )
    return Math.min(...years.map((one) => Math.abs(one - year)), Number.MAX_SAFE_INTEGER)
  }
  return data
    .map((json) => JSON.parse(json) as ServedRecord)
    .filter((record) => record[field] != null)
    .sort((a, b) => distance(a) - distance(b))[0]
}
