import { Type } from 'typebox'
import { fromCell, storedColumns } from '../../database/record-rows.ts'
import { edtfBounds } from '../../domain/edtf.ts'
import { Id, type ResourceType } from '../../domain/resource-type.ts'
import { component, ref } from '../../http/schema-registry.ts'
import { dateParameter, type Filter } from '../../query/list-definition.ts'
import type { Row } from '../../query/list-query.ts'
import type { Release } from '../../query/release.ts'
import type { Collection, ServedRecord } from '../collection.ts'
import { itemSchema, listSchema } from '../envelope.ts'
import { ClaimIdSchema } from '../evidence-schema.ts'
import { changeContext } from '../representations/json-ld-contexts.ts'

/** `/v1/changes`: what each day's documents changed in what is known, oldest first. */

const value = (description: string) =>
  Type.Union([Type.String(), Type.Integer(), Type.Boolean(), Type.Null()], { description })
const collection = Type.String({ description: 'The collection that the record is one of.' })

const BecameKnown = component('BecameKnown', 'A record that became known.', {
  record: Id,
  collection,
})
const Changed = component('Changed', 'A value that became another.', {
  record: Id,
  collection,
  field: Type.String({ description: 'The field; `end` and `status` may be derived.' }),
  before: value('The value until then.'),
  after: value('The value from then on.'),
})
const Overruled = component('Overruled', 'A claim that was overruled from that day on.', {
  claim: ClaimIdSchema,
  record: Id,
  collection,
  field: Type.String({ description: 'The field that it is about.' }),
  value: value('What it says.'),
  source: Id,
})
const Change = component('Change', 'What the documents of one day changed.', {
  id: Type.String({ format: 'date', description: 'The day on which they were known_from.' }),
  sources: Type.Array(Id, { description: 'The sources of that day.' }),
  became_known: Type.Array(ref(BecameKnown), { description: 'Records that became known.' }),
  changed: Type.Array(ref(Changed), { description: 'Values that became others.' }),
  overruled: Type.Array(ref(Overruled), {
    description: 'Claims that were overruled from then on.',
  }),
})

/**
 * Claims that dissent from the day on which the version began, or on which they were known_from if that is
 * later, and not already from the version before.
 */
const OVERRULED = `
  WITH dissenting AS (
    SELECT versions.known_from AS day, versions.record, versions.known_from, stances.claim
      FROM json_each(:days) AS day
      JOIN versions ON versions.known_from = day.value
      JOIN stances  ON stances.record     = versions.record
                   AND stances.known_from = versions.known_from
     WHERE stances.stance = 'disagrees'
     UNION
    SELECT sources.known_from, stances.record, stances.known_from, stances.claim
      FROM json_each(:days) AS day
      JOIN sources ON sources.known_from = day.value
      JOIN claims  ON claims.source = sources.id
      JOIN stances ON stances.claim = claims.seq
     WHERE stances.stance = 'disagrees')
  SELECT dissenting.day, claims.id AS claim,
         claims.record, claims.collection, claims.field, claims.value, claims.source
    FROM dissenting
   CROSS JOIN claims ON claims.seq = dissenting.claim
   WHERE dissenting.day = max(dissenting.known_from, claims.known_from)
     AND NOT EXISTS (
           SELECT 1
             FROM versions AS before
             JOIN stances  AS stood ON stood.record     = before.record
                                   AND stood.known_from = before.known_from
            WHERE before.record   = dissenting.record
              AND before.known_to = dissenting.known_from
              AND stood.claim     = dissenting.claim
              AND stood.stance    = 'disagrees')
   ORDER BY dissenting.day, claims.collection, claims.record, claims.field, claims.id`

const KNOWN_FROM = `
  SELECT id, known_from
    FROM sources
   WHERE known_from IN (SELECT value FROM json_each(:days))
   ORDER BY id`

export function changesCollection(resourceTypes: readonly ResourceType[]): Collection {
  return {
    name: 'changes',
    summary: 'What each document changed in what is known',
    description:
      'For each day on which a source was known_from, oldest first: the records that became known, the values that became others, and the claims that were overruled from then on.',
    schemas: {
      record: Change,
      list: listSchema('Change', Change),
      item: itemSchema('Change', Change),
    },
    list: {
      name: 'changes',
      table: 'known_days',
      columns: ['id'],
      knownCondition: 'item.id <= :known_at',
      firstKnownColumn: 'id',
      filters: {
        since: {
          ...day('since', 'From the first day of this date on:', '>=', ({ min }) => min),
          rangeEnd: 'until',
        },
        until: day('until', 'Up to the last day of this date:', '<=', ({ max }) => max),
      },
      sorts: { id: 'item.id' },
      defaultSort: 'id',
      validTime: null,
    },
    jsonLd: changeContext,
    parameters: {},
    render(release, rows) {
      const days = rows.map(({ id }) => String(id))
      const bound = { days: JSON.stringify(days) }
      const known_from = release.prepare<{ id: string; known_from: string }>(KNOWN_FROM).all(bound)
      const overruled = release.prepare<Row>(OVERRULED).all(bound)
      const items = resourceTypes.flatMap((resourceType) => changesOf(release, resourceType, bound))
      const records = days.map((day): ServedRecord => {
        const today = items.filter((change) => change.day === day)
        return {
          id: day,
          sources: known_from.filter((source) => source.known_from === day).map(({ id }) => id),
          became_known: today
            .filter(({ fields }) => fields === null)
            .map(({ record, collection }) => ({ record, collection })),
          changed: today.flatMap(({ record, collection, fields }) =>
            (fields ?? []).map((field) => ({ record, collection, ...field })),
          ),
          overruled: overruled
            .filter((claim) => claim.day === day)
            .map(({ day: _, ...claim }) => ({ ...claim, value: valueIn(resourceTypes, claim) })),
        }
      })
      return { records, cited: known_from.map(({ id }) => id) }
    },
  }
}

function day(
  name: string,
  description: string,
  way: '>=' | '<=',
  end: (date: { min: string; max: string }) => string,
): Filter {
  return {
    schema: dateParameter(description),
    condition: `item.id ${way} :${name}`,
    bind: (value) => end(edtfBounds(String(value))),
  }
}

function valueIn(resourceTypes: readonly ResourceType[], { collection, field, value }: Row) {
  const { fields = {} } = resourceTypes.find(({ name }) => name === collection) ?? {}
  return fromCell({ fields }, String(field), value ?? null)
}

interface Told {
  day: string
  record: string
  collection: string
  /** The values that changed; null where the record became known. */
  fields: { field: string; before: unknown; after: unknown }[] | null
}

/** The versions of a collection that begin on these days, each with the one that ended there. */
function changesOf(release: Release, resourceType: ResourceType, bound: { days: string }): Told[] {
  const columns = storedColumns(resourceType).filter(
    (name) => !['id', 'known_from', 'known_to'].includes(name),
  )
  const shown = (alias: string) => columns.map((name) => `${alias}."${name}" AS ${alias}_${name}`)
  const rows = release
    .prepare<Row>(`
  SELECT after.id, after.known_from, before.known_from AS was_known,
         ${[...shown('before'), ...shown('after')].join(', ')}
    FROM json_each(:days) AS day
    JOIN versions ON versions.known_from = day.value
                 AND versions.collection       = '${resourceType.name}'
    JOIN ${resourceType.name} AS after       ON (after.id, after.known_from) = (versions.record, versions.known_from)
    LEFT JOIN ${resourceType.name} AS before ON (before.id, before.known_to) = (after.id, after.known_from)
   ORDER BY after.known_from, after.id`)
    .all(bound)
  return rows.map((row) => ({
    day: String(row.known_from),
    record: String(row.id),
    collection: resourceType.name,
    fields:
      row.was_known === null
        ? null
        : columns.flatMap((name) => difference(resourceType, name, row)),
  }))
}

function difference(resourceType: ResourceType, field: string, row: Row) {
  const before = row[`before_${field}`] ?? null
  const after = row[`after_${field}`] ?? null
  if (before === after) return []
  return [
    {
      field,
      before: fromCell(resourceType, field, before),
      after: fromCell(resourceType, field, after),
    },
  ]
}
