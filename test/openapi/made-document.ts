import { inlineComponents } from '../../openapi/components.ts'
import { makeDocument } from '../../openapi/document.ts'
import type { Json } from '../support/app.ts'

/** The API document of the code, which may be newer than the committed one. */

export const documentText = await makeDocument()
export const document: Json = JSON.parse(documentText)

/** Path, and operation with its parameters, responses and headers instead of references to them. */
export const operations: [string, Json][] = Object.entries<Json>(
  inlineComponents(document).paths,
).map(([path, { get }]) => [path, get])
