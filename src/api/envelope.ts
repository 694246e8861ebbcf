import { type TObject, type TSchema, Type } from 'typebox'
import { component, components, ref } from '../http/schema-registry.ts'
import { MetaSchema } from '../query/release.ts'
import { PageSchema } from './cursor.ts'
import { SourceSummarySchema } from './evidence-schema.ts'

/** What every answer is wrapped in. */

const sources = Type.Record(Type.String(), ref(SourceSummarySchema), {
  description: 'The documents that the answer rests on, by id, each spelled out once.',
})

export function listSchema(name: string, record: TSchema): TSchema {
  return component(`${name}List`, 'A page of a list.', {
    data: Type.Array(wholeOrNarrowed(name, record), { description: 'The records of this page.' }),
    page: ref(PageSchema),
    sources,
    meta: ref(MetaSchema),
  })
}

export function itemSchema(name: string, record: TSchema): TSchema {
  return component(`${name}Item`, 'One record.', {
    data: wholeOrNarrowed(name, record),
    sources,
    meta: ref(MetaSchema),
  })
}

/** A record with all of its fields, or with those that `fields` asked for. */
function wholeOrNarrowed(name: string, record: TSchema): TSchema {
  const { properties } = record as TObject
  const narrowed = `${name}Fields`
  const schema =
    components[narrowed] ??
    component(narrowed, `Those fields of a ${name} that \`fields\` asked for.`, {
      ...Object.fromEntries(
        Object.entries(properties).map(([field, schema]) => [field, Type.Optional(schema)]),
      ),
      id: properties.id as TSchema,
    })
  return Type.Union([ref(record), ref(schema)])
}
