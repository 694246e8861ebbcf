import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { MEDIA_TYPES } from '../../http/plugins/content-negotiation.ts'
import { OK_HEADERS } from '../../http/plugins/headers.ts'
import { components } from '../../http/schema-registry.ts'
import { notModifiedResponse, problemResponses } from '../openapi-responses.ts'
import { strictParameters } from '../query-parameters.ts'
import { PREFIXES, VOCABULARY_URL } from '../representations/json-ld.ts'

/** `/v1/vocabulary`: the terms of linked data that are ours, because no one else has them. */

interface Term {
  '@id': string
  '@type': string
  'rdfs:label': string
  'rdfs:comment'?: string
}

export function registerVocabulary(app: FastifyInstance): void {
  const graph = terms()
  app.get(
    VOCABULARY_URL,
    {
      schema: {
        operationId: 'get_vocabulary',
        summary: 'The terms of linked data that are ours',
        description:
          'Answers as JSON-LD use terms of schema.org, W3C ORG and PROV-O. Fields, classes and codes are explained here.',
        tags: ['dataset'],
        querystring: strictParameters({}),
        response: {
          200: {
            description: 'As asked.',
            headers: OK_HEADERS,
            content: {
              [MEDIA_TYPES.jsonld]: {
                schema: Type.Object(
                  {
                    '@context': Type.Object({}),
                    '@graph': Type.Array(Type.Object({ '@id': Type.String() })),
                  },
                  { description: 'A graph of RDF properties, classes and codes (JSON-LD 1.1).' },
                ),
              },
            },
          },
          ...notModifiedResponse,
          ...problemResponses([406]),
        },
      },
    },
    async (request, reply) =>
      reply.type(MEDIA_TYPES.jsonld).send(
        JSON.stringify({
          '@context': {
            ...PREFIXES,
            rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
            skos: 'http://www.w3.org/2004/02/skos/core#',
            '@base': `${request.origin}${VOCABULARY_URL}`,
          },
          '@graph': graph,
        }),
      ),
  )
}

/** Each term once, with what is said of it where it is first met: several records may share one. */
function terms(): Term[] {
  const found = new Map<string, Term>()
  const add = (name: string, type: string, comment: string | undefined) => {
    const term = { '@id': `#${name}`, '@type': type, 'rdfs:label': name }
    if (!found.has(name))
      found.set(name, comment === undefined ? term : { ...term, 'rdfs:comment': comment })
  }
  const describe = ({ properties = {} }: Told) => {
    for (const [field, items] of Object.entries(properties)) {
      add(field, 'rdf:Property', items.description)
      for (const code of [items, ...(items.anyOf ?? [])].flatMap((one) => one.enum ?? []))
        add(code, 'skos:Concept', undefined)
      describe(items)
    }
  }
  for (const [name, schema] of Object.entries(components) as [string, Told][]) {
    if (ENVELOPE.test(name)) continue
    add(name, 'rdfs:Class', schema.description)
    describe(schema)
  }
  return [...found.values()]
}

/** What records come in, and what goes wrong, is no part of what they say. */
const ENVELOPE = /List$|Item$|Fields$|^Problem$|^Fault$/

interface Told {
  description?: string
  properties?: Readonly<Record<string, Told>>
  anyOf?: readonly Told[]
  enum?: readonly string[]
}
