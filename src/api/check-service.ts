import { labelIn } from '../domain/labels.ts'
import type { ServedRecord } from '../domain/record-serialization.ts'
import { storedFields } from '../domain/resource-type.ts'
import { resourceTypeNamed } from '../domain/resources/index.ts'
import { wholeNumberOf } from '../domain/statement.ts'
import type { Release } from '../query/release.ts'
import { temporalContext } from '../query/temporal-context.ts'
import { likelyIds } from '../query/unknown-ids.ts'
import { countMembers, selectRoster } from '../query/views/series.ts'
import {
  claimsOfField,
  decideVerdict,
  nearestTo,
  selectRecord,
  type Verdict,
} from './check-decision.ts'
import { isDerived, type Statement } from './check-parameters.ts'
import type { Collection } from './collection.ts'
import { createCollectionService } from './collection-service.ts'
import { type ResponseContext, responseContext } from './response-context.ts'
import { collectionUrl, rosterUrl } from './urls.ts'

/** Checks whether a statement is true: by the record that its keys and `valid_at` select. */

/** What is served instead of, or as, the stated value. */
export interface CheckedValue {
  record: string
  href: string
  value: unknown
  label: string | null
  certainty: string | null
}

export interface CheckedStatement {
  verdict: Verdict
  reason: string
  collection: string
  field: string
  value: string
  /** The served value; null if none is known for that time. */
  served: CheckedValue | null
  /** If the verdict is `unknown`: the nearest value that is known. */
  nearest: CheckedValue | null
  evidence: unknown[]
}

export interface CheckResponse extends ResponseContext {
  data: CheckedStatement
}

/** Candidates that are listed if a statement selects several records. */
const MAX_CANDIDATES = 10

export function createCheckService(
  release: Release,
  collections: readonly Collection[],
  basePath: string,
) {
  const services = new Map(
    collections.map((one) => [one.name, createCollectionService(release, one, basePath)]),
  )

  function serviceOf(collection: string) {
    const service = services.get(collection)
    if (service === undefined) throw new Error(`There is no collection ${collection}.`)
    return service
  }

  /** The value of an organization that follows from other collections. */
  function checkDerived(statement: Statement): CheckResponse {
    const [organization = ''] = (statement.filters.id ?? []) as string[]
    return statement.field === 'members'
      ? checkMembers(statement, organization)
      : checkHead(statement, organization)
  }

  function checkHead(statement: Statement, organization: string): CheckResponse {
    const { collection, field, value, known_at } = statement
    const posts = serviceOf('posts').page({
      ...{ organization: [organization], rank: ['head'], limit: 500 },
      ...(known_at && { known_at }),
    })
    const post = posts.data.map((json) => String((JSON.parse(json) as ServedRecord).id))
    if (post.length === 0)
      return {
        data: {
          ...{ collection, field, value, verdict: 'unknown', served: null, nearest: null },
          ...{ reason: `No post of ${organization} with the rank head is known.`, evidence: [] },
        },
        sources: {},
        meta: posts.meta,
      }
    const filters = { organization: [organization], post }
    const head = { ...statement, collection: 'leadership', field: 'person', filters }
    const { data, ...rest } = checkRecord(head)
    return { data: { ...data, collection, field }, ...rest }
  }

  function checkMembers(statement: Statement, organization: string): CheckResponse {
    const { collection, field, value, valid_at, known_at } = statement
    const context = temporalContext(release, { known_at, valid_at })
    const { min, max } = context.valid_at ?? { min: context.known_at, max: context.known_at }
    const roster = selectRoster(release, organization, ['member'], context.known_at)
    const { definite, possible } = countMembers(roster, { first: min, last: max })
    const served = {
      record: organization,
      href:
        basePath + rosterUrl({ organization, role: 'member', valid_at: valid_at ?? min, known_at }),
      value: definite,
      label: null,
      certainty: definite === possible ? 'definite' : 'possible',
    }
    const counted = definite === possible ? `${definite}` : `${definite} to ${possible}`
    const stated = wholeNumberOf(value) ?? Number.NaN
    const isPossible = stated >= definite && stated <= possible
    const verdict =
      definite === possible && isPossible ? 'supported' : isPossible ? 'unknown' : 'contradicted'
    return {
      data: {
        ...{ verdict, reason: `The roster has ${counted} members.`, collection, field, value },
        ...{ served, nearest: verdict === 'unknown' ? served : null, evidence: [] },
      },
      ...responseContext(release, context, []),
    }
  }

  function checkRecord(parsed: Statement): CheckResponse {
    const statement = { ...parsed, meantIds: meantIdsOf(release, parsed) }
    const { collection, field, value, valid_at, known_at, lang, filters } = statement
    const service = serviceOf(collection)
    const common = { ...filters, ...(known_at && { known_at }), ...(lang && { lang }) }
    const page = service.page({
      ...common,
      ...(valid_at && { valid_at }),
      limit: MAX_CANDIDATES,
    })
    const records = page.data.map((json) => JSON.parse(json) as ServedRecord)
    const withValue = records.filter((record) => record[field] != null)
    const certain = withValue.filter(({ certainty = 'definite' }) => certainty === 'definite')
    const record = selectRecord(certain, statement) ?? selectRecord(withValue, statement)
    const result = { collection, field, value }
    if (record === undefined) {
      const nearest =
        valid_at === undefined
          ? undefined
          : nearestTo(service.page({ ...common, bounds: true, limit: 500 }).data, field, valid_at)
      const reason = nearest
        ? `Nothing is known about ${field} at ${valid_at}; the nearest time about which something is known has another record.`
        : `No record with a value of ${field} matches.`
      return {
        data: {
          ...{ ...result, verdict: 'unknown', reason, served: null, evidence: [] },
          nearest: nearest ? shown(nearest, statement) : null,
        },
        sources: {},
        meta: page.meta,
      }
    }
    const evidence = claimsOfField(record, field)
    const served = shown(record, statement)
    const { verdict, reason } = decideVerdict(statement, record, evidence)
    return {
      data: {
        ...result,
        verdict,
        reason,
        served,
        nearest: verdict === 'unknown' ? served : null,
        evidence,
      },
      sources: Object.fromEntries(
        Object.entries(page.sources).filter(([id]) => evidence.some(({ source }) => source === id)),
      ),
      meta: page.meta,
    }
  }

  function shown(record: ServedRecord, { collection, field }: Statement): CheckedValue {
    return {
      record: String(record.id),
      href: basePath + collectionUrl(collection, String(record.id)),
      value: record[field],
      label: labelIn(record, field),
      certainty: (record.certainty as string | undefined) ?? null,
    }
  }

  return (statement: Statement): CheckResponse =>
    isDerived(statement) ? checkDerived(statement) : checkRecord(statement)
}

/** The ids of the collection that a field refers to which a text may mean: an id or a name. */
function meantIdsOf(release: Release, { collection, field, value }: Statement): string[] {
  const type = resourceTypeNamed(collection)
  const refersTo = type && storedFields(type)[field]?.refersTo
  return refersTo === undefined ? [] : likelyIds(release, refersTo, value)
}
