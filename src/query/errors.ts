/** Errors of a query. The API turns them into problems (RFC 9457). */

/** A filter that no record can match: a mistake of the client, not an empty list. */
export interface FilterError {
  parameter: string
  value: unknown
  message: string
  allowed?: string[]
  suggestion?: string
}

export class InvalidFilterError extends Error {
  readonly errors: readonly FilterError[]

  constructor(...errors: FilterError[]) {
    super(errors.map(({ parameter, message }) => `${parameter}: ${message}`).join('; '))
    this.errors = errors
  }
}

/** Why nothing is served under an id. */
export type UnknownIdReason =
  /** Documents describe the record only from a later day on. */
  | { reason: 'not_yet_known'; known_from: string }
  /** Every claim that the record needs was set aside. */
  | { reason: 'set_aside' }
  | { reason: 'other_collection'; collection: string }
  | { reason: 'no_record'; similar: string[] }

export class UnknownIdError extends Error {
  readonly collection: string
  readonly id: string
  readonly why: UnknownIdReason

  constructor(collection: string, id: string, why: UnknownIdReason) {
    super(`${collection} ${id}: ${why.reason}`)
    this.collection = collection
    this.id = id
    this.why = why
  }
}
