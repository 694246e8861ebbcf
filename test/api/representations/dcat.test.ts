import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fixtureApp, get, type Json, ROOT, temporaryFolder } from '../../support/app.ts'
import { isInstalled, run } from '../../support/python-tools.ts'
import { getJsonLd, nodesById, ORIGIN, triplesOf } from './json-ld-processor.ts'

const DCAT = 'http://www.w3.org/ns/dcat#'
const DCTERMS = 'http://purl.org/dc/terms/'
const FOAF = 'http://xmlns.com/foaf/0.1/'
const VCARD = 'http://www.w3.org/2006/vcard/ns#'
const SKOS = 'http://www.w3.org/2004/02/skos/core#'

const document = await getJsonLd('/v1/dataset?format=jsonld')
const byId = await nodesById(document)
const nodes = [...byId.values()]
const node = (id: string): Json => byId.get(id)
const nodesOf = (type: string): Json[] => nodes.filter((one) => one['@type']?.includes(type))
const dataset = node(`${ORIGIN}/v1/dataset`)

const named = (prefix: string, names: string) => names.split(' ').map((name) => prefix + name)

/** The mandatory and recommended properties of DCAT-AP 3.0, without those that are not known here. */
const PROPERTIES: readonly (readonly [string, readonly string[]])[] = [
  [
    `${DCAT}Catalog`,
    [
      ...named(DCTERMS, 'title description publisher license language issued modified'),
      ...named(DCAT, 'dataset service record themeTaxonomy'),
      `${FOAF}homepage`,
    ],
  ],
  [
    `${DCAT}CatalogRecord`,
    [...named(DCTERMS, 'modified issued conformsTo language'), `${FOAF}primaryTopic`],
  ],
  [
    `${DCAT}Dataset`,
    [
      ...named(DCTERMS, 'title description publisher temporal identifier language issued modified'),
      ...named(DCAT, 'contactPoint keyword theme distribution landingPage version'),
    ],
  ],
  [
    `${DCAT}Distribution`,
    [
      ...named(DCAT, 'accessURL downloadURL mediaType accessService'),
      ...named(DCTERMS, 'title description format license'),
      'http://data.europa.eu/r5r/availability',
    ],
  ],
  [
    `${DCAT}DataService`,
    [
      ...named(DCTERMS, 'title description publisher license conformsTo'),
      ...named(DCAT, 'endpointURL endpointDescription servesDataset contactPoint keyword theme'),
    ],
  ],
  [`${FOAF}Agent`, [`${FOAF}name`]],
  [`${VCARD}Kind`, named(VCARD, 'fn hasURL')],
  [`${SKOS}Concept`, [`${SKOS}prefLabel`]],
  [`${SKOS}ConceptScheme`, [`${DCTERMS}title`]],
  [`${DCTERMS}PeriodOfTime`, named(DCAT, 'startDate endDate')],
  [`${DCTERMS}LicenseDocument`, [`${DCTERMS}type`]],
]

describe('GET /v1/dataset?format=jsonld', () => {
  it.each(PROPERTIES)(
    'gives each %s the properties that DCAT-AP requires or recommends',
    (type, properties) => {
      expect(nodesOf(type).length).toBeGreaterThan(0)
      for (const one of nodesOf(type))
        for (const property of properties) expect(one[property], property).toBeDefined()
    },
  )

  it('refers to nodes of the class that DCAT-AP requires', () => {
    const classes: Record<string, string> = {
      [`${DCTERMS}publisher`]: `${FOAF}Agent`,
      [`${DCAT}contactPoint`]: `${VCARD}Kind`,
      [`${DCAT}theme`]: `${SKOS}Concept`,
      [`${DCTERMS}language`]: `${DCTERMS}LinguisticSystem`,
      [`${DCTERMS}license`]: `${DCTERMS}LicenseDocument`,
      [`${DCTERMS}format`]: `${DCTERMS}MediaTypeOrExtent`,
      [`${DCAT}mediaType`]: `${DCTERMS}MediaType`,
      [`${DCAT}accessService`]: `${DCAT}DataService`,
      [`${FOAF}primaryTopic`]: `${DCAT}Dataset`,
    }
    for (const one of nodes)
      for (const [property, type] of Object.entries(classes))
        for (const { '@id': id } of one[property] ?? [])
          expect(node(id)['@type'], `${property} ${id}`).toContain(type)
  })

  it('has the catalog record at the URL of the document, and the dataset at the URL without parameters', () => {
    const record = node(`${ORIGIN}/v1/dataset?format=jsonld`)
    expect(document['@id']).toBe(record['@id'])
    expect(record['@type']).toEqual([`${DCAT}CatalogRecord`])
    expect(record[`${FOAF}primaryTopic`]).toEqual([{ '@id': `${ORIGIN}/v1/dataset` }])
    expect(dataset['@type']).toEqual([`${DCAT}Dataset`])
  })

  it('has a distribution for each download', async () => {
    const { data } = await get(await fixtureApp(), '/v1/dataset')
    const urls = nodesOf(`${DCAT}Distribution`).map((one) => one[`${DCAT}downloadURL`][0]['@id'])
    expect(urls.sort()).toEqual(data.downloads.map(({ href }: Json) => ORIGIN + href).sort())
  })

  it('dates the dataset by its newest source', async () => {
    const { data } = await get(await fixtureApp(), '/v1/dataset')
    const date = [{ '@type': 'http://www.w3.org/2001/XMLSchema#date', '@value': data.last_known }]
    for (const property of named(DCTERMS, 'issued modified'))
      expect(dataset[property], property).toEqual(date)
  })
})

describe.skipIf(!isInstalled('pyshacl'))('pySHACL (pip install pyshacl)', () => {
  it.each(['shapes.ttl', 'range.ttl'])(
    'finds nothing that violates %s of DCAT-AP 3.0.0',
    async (shapes) => {
      const file = join(temporaryFolder({}), 'dcat.jsonld')
      writeFileSync(file, JSON.stringify(document))
      const shapesFile = join(ROOT, 'test/fixtures/dcat-ap', shapes)
      const [output] = await run('pyshacl', ['-s', shapesFile, '-df', 'json-ld', file])
      expect(output).toContain('Conforms: True')
    },
    60_000,
  )
})

describe('GET /v1/dataset as triples', () => {
  it('is a DCAT dataset with every download, and the service', async () => {
    const triples = await triplesOf('/v1/dataset?format=jsonld')
    const { data } = await get(await fixtureApp(), '/v1/dataset')
    const iri = `<${ORIGIN}/v1/dataset>`
    expect(triples).toContain(
      `${iri} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${DCAT}Dataset> .`,
    )
    for (const { href } of data.downloads)
      expect(triples).toContain(`<${ORIGIN}${href}> <${DCAT}downloadURL> <${ORIGIN}${href}> .`)
    expect(triples).toContain(`<${ORIGIN}/> <${DCAT}servesDataset> ${iri} .`)
  })
})
