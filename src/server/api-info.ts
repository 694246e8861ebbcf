import { createRequire } from 'node:module'
import { collections } from '../api/endpoints/index.ts'
import type { ApiInfo } from '../http/plugins/openapi.ts'

export const { version } = createRequire(import.meta.url)('../../package.json') as {
  version: string
}

/** What the API document says of itself: how to use the API well. */
export const apiInfo: ApiInfo = {
  title: 'orgfacts',
  version,
  summary: 'Facts about organizations, with receipts.',
  description: `Who led an organization, how many members it had, what it was called, what it did: on any day,
according to which document, and who says otherwise.

**Every value has receipts.** \`evidence\` lists, field by field, each claim that was known_from: its source, its place in it, and
its *stance* to the value: it \`agrees\`, is \`coarser\` or \`finer\` (a date that says less or more), \`disagrees\`, or
was \`set_aside\` as a slip. \`sources\` spells each document out once.

**One stated rule decides.** Of several claims about a field the one of the source with the higher authority is served:
primary (the act itself), official (the organization), government, dataset, press, reference. Among equals, the later
document. A day that lies inside the value so far refines it, but a reference refines only a reference. What was overruled stays in the evidence.

**Two clocks.** \`valid_at\` asks when it was true: a day, month, year or interval; each record then tells its \`certainty\`, and a
count that is carried shows the statements between which it lies. \`known_at\` asks what documents had said by a day, or by the
day one of them was known_from. They are independent, and every list takes \`known_at\`. A later day than the last tells the same
as that; before the first, nothing is known. There is no bare \`as_of\`, because it could mean either.

**Dates are as exact as they are known** (EDTF, ISO 8601-2): \`1951\`, \`1951-12\`, \`2018-12-10/2018-12-11\` (some day of
these), \`2018/..\` (from then on). A null means that nothing is known, and nothing else.

**Lists** come in pages of \`limit\`; follow \`page.next\` until it is null. An unknown parameter, or a value that is not
allowed, is an error that names the remedy; nothing is ignored in silence.

**Used well**, the API is asked for what is needed: \`fields=\` and \`evidence=none\` make answers small and quick. Keep the
\`ETag\` and send it as \`If-None-Match\`: an answer that has not changed costs nothing. Pin \`release=\` to the id in \`meta\`, and
the answer may be kept for good; where another release is served, that is 410. For all of a list at once, take
\`format=csv\` or \`ndjson\` with \`limit=all\`, or the files that \`/v1/dataset\` names. As JSON-LD (\`format=jsonld\`) the same
answers are linked data, in terms of schema.org, W3C ORG and PROV-O.

**Stable** are paths, parameters, field names, component names and the meaning of codes under \`/v1\`; fields, codes and
parameters may be added. Ids are permanent. The release of the data changes with the data, and names it exactly.

Code: MIT. Data: CC0-1.0.`,
  license: { name: 'MIT', identifier: 'MIT' },
  tags: [
    ...collections.map(({ name, description }) => ({ name, description })),
    { name: 'dataset', description: 'The release as a whole, and everything to take away.' },
  ],
}
