import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { collections } from '../api/collections/index.ts'
import { FORMULA_GUARD } from '../api/representations/csv.ts'
import type { ApiInfo } from '../http/plugins/openapi.ts'

export const { version } = createRequire(import.meta.url)('../../package.json') as {
  version: string
}

/**
 * A digest of the source code, so that ETags change when the code that makes responses changes. Computed once:
 * the process continues to run the code with which it started.
 */
export const CODE_DIGEST = digestOfCode()

function digestOfCode(): string {
  const folder = resolve(import.meta.dirname, '..')
  const hash = createHash('sha256')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  for (const file of files.filter((name) => name.endsWith('.ts')).sort())
    hash.update(`${file}\n`).update(readFileSync(join(folder, file)))
  return hash.digest('hex').slice(0, 16)
}

/** The committed API document. `npm run openapi` makes it. */
export function readApiDocument(): object {
  return JSON.parse(
    readFileSync(resolve(import.meta.dirname, '../../openapi/openapi.json'), 'utf8'),
  )
}

/** The introduction of the API document: how to use the API well. */
export const apiInfo: ApiInfo = {
  title: 'orgfacts',
  version,
  summary: 'Facts about organizations, every value with its source.',
  description: `Who led an organization, how many members it had, what it was called, what it did: on any day,
according to which document, and which documents disagree.

**Evidence.** \`evidence\` lists the claims of a record by field: the source, the place in the source, and the *stance* of the claim to the
served value. It \`agrees\`, is \`coarser\` or \`finer\` (a less or more exact date), \`disagrees\`, or was \`set_aside\` as an
error in the document. \`sources\` describes each cited source once.

**Ranking rule.** If sources disagree, the claim of the source with the higher authority is served: primary (the act itself), official (the
organization), government, dataset, press, reference. Among sources with equal authority, the later document wins. A more exact date
that lies inside the winning value refines it, but a reference refines only a reference. Overruled claims stay in the evidence.

**Two times.** \`valid_at\` selects by valid time: when something was true. It takes a day, month, year or interval, and each record then has
its \`certainty\`. A count that is carried forward has the \`next\` statement; a count that is only possible has \`next\` and \`previous\`.
\`known_at\` selects by knowledge time: what documents published by that day stated. It takes a day, month, year or the id of a source. The two times are
independent, and every list takes \`known_at\`. Dates after the last known day return the same data as that day; before the first known day, lists are empty. There is no
\`as_of\`, because it could mean either time.

**Dates** are as exact as they are known (EDTF, ISO 8601-2): \`1951\`, \`1951-12\`, \`2018-12-10/2018-12-11\` (some day in this
interval), \`2018/..\` (from 2018 on). Null means unknown, unless the description of the field says otherwise.

**Filters** of ids, codes and countries take several values, separated by commas: any of them matches. Countries can be named by any code or
name, texts are compared without case and accents.

**Lists** have pages of \`limit\` records; follow \`page.next\` until it is null. An unknown parameter or a value that is not
allowed is an error with a suggestion; nothing is ignored.

**Efficient use.** \`fields=\` and \`evidence=none\` make responses small. Send the \`ETag\` of a response as \`If-None-Match\`: if nothing changed,
the response is an empty 304. With \`release=\` set to \`meta.release\`, a response can be cached for a year; if another release is served, the
status is 410. For whole lists use \`format=csv\` or \`ndjson\` with \`limit=all\`, or the downloads of \`/v1/dataset\`. JSON-LD
(\`format=jsonld\`) is the same JSON with terms of schema.org, W3C ORG and PROV-O.

**CSV** follows RFC 4180. ${FORMULA_GUARD}

**Pages.** In a browser, every URL is a page with the same data (\`format=html\`); its charts are also \`format=svg\`.

**Stability.** Under \`/v1\`, paths, parameters, field names, component names and the meaning of codes do not change; fields, codes and
parameters may be added. Ids are permanent. The release changes with the data.

Code: MIT. Data: CC0-1.0.`,
  // Without a URL, because generators reject a relative one, and each operator has another origin.
  contact: { name: 'orgfacts' },
  license: { name: 'MIT', identifier: 'MIT' },
  tags: [
    ...collections.map(({ name, description }) => ({ name, description })),
    { name: 'dataset', description: 'The release as a whole, and its downloads.' },
  ],
}
