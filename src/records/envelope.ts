import { type TSchema, Type } from 'typebox'
import { component, ref } from '../http/components.ts'
import { Page } from '../http/paging.ts'
import { SourceBrief } from './evidence.ts'
import { Meta } from './release.ts'

/** What every answer is wrapped in. */

const sources = Type.Record(Type.String(), ref(SourceBrief), {
  description: 'The documents that the answer rests on, by id, each spelled out once.',
})

export function listOf(name: string, record: TSchema): TSchema {
  return component(`${name}List`, 'A page of a list.', {
    data: Type.Array(ref(record), { description: 'The records of this page.' }),
    page: ref(Page),
    sources,
    meta: ref(Meta),
  })
}

export function itemOf(name: string, record: TSchema): TSchema {
  return component(`${name}Item`, 'One record.', { data: ref(record), sources, meta: ref(Meta) })
}
