import { STATUS_CODES } from 'node:http'
import type { ApiDocument, Response } from './examples.ts'

/** Shared components of the API document: parts that are equal in several places, which refer to them. */

type Kind = 'parameters' | 'responses' | 'headers'

/** Added to a name that another component has. */
const SUFFIXES = { parameters: 'Parameter', responses: 'Response', headers: 'Header' }

/** A place in the document that has a part. */
interface Place {
  part: object
  /** Name of the parameter, status or header. */
  name: string
  /** Id of the operation, or name of the shared response, that has the part. */
  owner: string
  /** Replaces the part. */
  replace(reference: object): void
}

/** Moves each parameter, response and header that is in several places to `components`. */
export function shareComponents(document: ApiDocument): void {
  const operations = Object.values(document.paths).map(({ get }) => get)
  const parameters = operations.flatMap(({ operationId, parameters = [] }) =>
    placesIn(parameters, operationId, (_, { name }) => name),
  )
  share(document, 'parameters', parameters)
  const responses = operations.flatMap(({ operationId, responses }) =>
    placesIn(responses, operationId, (status) => STATUS_CODES[status] ?? status),
  )
  share(document, 'responses', responses)
  // The headers of a shared response are in one place.
  const owners: [owner: string, Response][] = [
    ...operations.flatMap(({ operationId, responses }) =>
      Object.values(responses).map((response): [string, Response] => [operationId, response]),
    ),
    ...Object.entries(document.components.responses ?? {}),
  ]
  const headers = owners.flatMap(([owner, { headers = {} }]) =>
    placesIn(headers, owner, (name) => name),
  )
  share(document, 'headers', headers)
}

/** The places in a list or an object of parts. */
function placesIn<T extends object>(
  parts: T[] | Record<string, T>,
  owner: string,
  nameOf: (key: string, part: T) => string,
): Place[] {
  return Object.entries(parts).map(([key, part]) => ({
    part,
    name: nameOf(key, part),
    owner,
    replace: (reference) => Object.assign(parts, { [key]: reference }),
  }))
}

function share({ components }: ApiDocument, kind: Kind, places: readonly Place[]): void {
  const taken = new Set(Object.values(components).flatMap((parts) => Object.keys(parts)))
  const shared: [name: string, part: object][] = []
  for (const sameName of Map.groupBy(places, ({ name }) => name).values())
    for (const equal of Map.groupBy(sameName, ({ part }) => JSON.stringify(part)).values()) {
      const [first, second] = equal
      if (first === undefined || second === undefined) continue
      // oapi-codegen makes types of all kinds of components, so no two may have the same name.
      const name = possibleNames(equal, sameName)
        .flatMap((possible) => [possible, possible + SUFFIXES[kind]])
        .find((possible) => !taken.has(possible))
      if (name === undefined) continue
      taken.add(name)
      shared.push([name, first.part])
      for (const { replace } of equal) replace({ $ref: `#/components/${kind}/${name}` })
    }
  components[kind] = Object.fromEntries(shared.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * The names that fit a part, the shortest first:
 *
 * 1. the name of the parameter, status or header: `KnownAt`
 * 2. with the words that all its owners have: `PeopleFields`, `GetFormat`
 * 3. with the words of its first owner: `ListNamesOrganization`
 *
 * A name fits only if most owners with these words have this part, and not another part of the same name.
 */
function possibleNames(equal: readonly Place[], sameName: readonly Place[]): string[] {
  const owners = equal.map(({ owner }) => words(owner))
  const [first = []] = owners
  const common = first.filter((word) => owners.every((owner) => owner.includes(word)))
  return [[], common, first]
    .filter((prefix) => {
      const hasWords = ({ owner }: Place) => prefix.every((word) => words(owner).includes(word))
      return equal.filter(hasWords).length > sameName.filter(hasWords).length / 2
    })
    .map((prefix) => upperCamel([...prefix, ...words(equal[0]?.name ?? '')]))
}

/** The words of a name such as `known_at`, `Cache-Control` or `Not Found`. */
const words = (name: string): string[] => name.split(/[^A-Za-z0-9]/)

const upperCamel = (all: readonly string[]): string =>
  all.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')

/** A copy of the document that has each shared part in its places, instead of references to it. */
export function inlineComponents<T extends Pick<ApiDocument, 'components'>>(document: T): T {
  const { parameters = {}, responses = {}, headers = {}, ...components } = document.components
  const shared = new Map<unknown, unknown>(
    Object.entries({ parameters, responses, headers }).flatMap(([kind, parts]) =>
      Object.entries(parts).map(([name, part]) => [`#/components/${kind}/${name}`, part]),
    ),
  )
  const inline = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part
    if (Array.isArray(part)) return part.map(inline)
    if ('$ref' in part && shared.has(part.$ref)) return inline(shared.get(part.$ref))
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, inline(value)]))
  }
  return inline({ ...document, components }) as T
}
