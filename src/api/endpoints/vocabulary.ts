import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { FORMATS } from '../../http/formats.ts'
import { OK_HEADERS } from '../../http/response-headers.ts'
import { components } from '../../http/schema-registry.ts'
import { MetaSchema } from '../envelope.ts'
import { notModifiedResponse, problemResponses } from '../openapi-responses.ts'
import { strictParameters } from '../query-parameters.ts'
import { PREFIXES, VOCABULARY_URL } from '../representations/json-ld-terms.ts'

/** `/v1/vocabulary`: the JSON-LD terms of orgfacts, for names that no public vocabulary has. */

interface Term {
  '@id': string
  '@type': string
  'rdfs:label': string
  'rdfs:comment'?: string
}

const GRAPH = Type.Object(
  {
    '@context': Type.Object({}),
    '@graph': Type.Array(Type.Object({ '@id': Type.String() })),
  },
  { description: 'A graph of RDF properties, classes and codes (JSON-LD 1.1).' },
)

export function registerVocabulary(app: FastifyInstance): void {
  const graph = vocabularyTerms()
  app.get(
    VOCABULARY_URL,
    {
      schema: {
        operationId: 'get_vocabulary',
        summary: 'Custom JSON-LD vocabulary',
        description:
          'JSON-LD responses use terms of schema.org, W3C ORG and PROV-O. The other fields and classes, and the values that cannot be added to, are explained here. The value of any other code is the URL of its record in `/v1/codes`.',
        tags: ['dataset'],
        querystring: strictParameters({}),
        response: {
          200: {
            description: 'OK',
            headers: OK_HEADERS,
            content: { [FORMATS.jsonld.mediaType]: { schema: GRAPH } },
          },
          ...notModifiedResponse,
          ...problemResponses([406]),
        },
      },
      config: { hasAbsoluteUrls: true },
    },
    async ({ baseUrl }, reply) =>
      reply.type(FORMATS.jsonld.mediaType).send(
        JSON.stringify({
          '@context': {
            ...PREFIXES,
            rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
            skos: 'http://www.w3.org/2004/02/skos/core#',
            '@base': `${baseUrl}${VOCABULARY_URL}`,
          },
          '@graph': graph,
        }),
      ),
  )
}

/** Schemas of the envelope and of problems. They are left out, because they do not describe records. */
const ENVELOPE = /List$|Item$|^Problem$|^ParameterError$/

interface DescribedSchema {
  description?: string
  properties?: Readonly<Record<string, DescribedSchema>>
  anyOf?: readonly DescribedSchema[]
  enum?: readonly string[]
}

/** Each term once, with the first description that the schemas give it. */
function vocabularyTerms(): Term[] {
  const terms = new Map<string, Term>()
  const add = (name: string, type: string, comment: string | undefined) => {
    if (terms.has(name)) return
    const term = { '@id': `#${name}`, '@type': type, 'rdfs:label': name }
    terms.set(name, comment === undefined ? term : { ...term, 'rdfs:comment': comment })
  }
  const addProperties = ({ properties = {} }: DescribedSchema) => {
    for (const [name, schema] of Object.entries(properties)) {
      add(name, 'rdf:Property', schema.description)
      for (const code of [schema, ...(schema.anyOf ?? [])].flatMap((one) => one.enum ?? []))
        add(code, 'skos:Concept', undefined)
      addProperties(schema)
    }
  }
  for (const [name, schema] of Object.entries(components) as [string, DescribedSchema][]) {
    if (ENVELOPE.test(name)) continue
    add(name, 'rdfs:Class', schema.description)
    addProperties(schema)
  }
  add('meta', 'rdf:Property', (MetaSchema as DescribedSchema).description)
  return [...terms.values()]
}
