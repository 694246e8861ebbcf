import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { compare } from '../records/rule.ts'
import type { Claim } from './claims.ts'

import type { Source } from './source.ts'

/**
 * The id of a release: a digest of the schema and of the canonical accounts sorted by source id
 * (JSON as in RFC 8785), so that the same knowledge has the same id however it is filed.
 */
export class ReleaseDigest {
  readonly #accounts: { source: string; digest: string }[] = []
  readonly #schema: readonly string[]

  constructor(schema: readonly string[]) {
    this.#schema = schema
  }

  add(source: Source, claims: readonly Claim[]): void {
    const said = claims
      .map(({ noun, record, field, value, at, note, set_aside }) =>
        canonicalize([noun, record, field, value, at, note, set_aside]),
      )
      .sort()
    const account = canonicalize([source.source, source.values, said]) ?? ''
    this.#accounts.push({ source: source.source, digest: sha256(account) })
  }

  /** 16 hexadecimal digits. */
  id(): string {
    const accounts = this.#accounts
      .sort((a, b) => compare(a.source, b.source))
      .map(({ source, digest }) => [source, digest])
    return sha256(JSON.stringify([this.#schema, accounts])).slice(0, 16)
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
