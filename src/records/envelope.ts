import { type TObject, type TSchema, Type } from 'typebox'
import { component, components, ref } from '../http/components.ts'
import { Page } from '../http/paging.ts'
import { SourceBrief } from './evidence.ts'
import { Meta } from './release.ts'

/** What every answer is wrapped in. */

const sources = Type.Record(Type.String(), ref(SourceBrief), {
  description: 'The documents that the answer rests on, by id, each spelled out once.',
})

export function listOf(name: string, record: TSchema): TSchema {
  return component(`${name}List`, 'A page of a list.', {
    data: Type.Array(wholeOrNarrowed(name, record), { description: 'The records of this page.' }),
    page: ref(Page),
    sources,
    meta: ref(Meta),
  })
}

export function itemOf(name: string, record: TSchema): TSchema {
  return component(`${name}Item`, 'One record.', {
    data: wholeOrNarrowed(name, record),
    sources,
    meta: ref(Meta),
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
