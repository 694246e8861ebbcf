import { collections } from '../src/api/collections/index.ts'
import type { ApiDocument } from './examples.ts'

/** Links each list to the operation that returns one of its records (OpenAPI 3.1 section 4.8.20). */
export function addLinks(document: ApiDocument): void {
  for (const { name, schemas } of collections) {
    const response = document.paths[`/v1/${name}`]?.get.responses['200']
    if (schemas.item === null || response === undefined) continue
    response.links = {
      record: {
        operationId: `get_${name}`,
        parameters: { id: '$response.body#/data/0/id' },
        description: 'The first record of the page.',
      },
    }
  }
}
