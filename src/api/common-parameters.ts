import { Type } from 'typebox'
import { ALLOWED_DATES, DATE_PATTERN } from '../domain/edtf.ts'
import { LANGUAGE_PATTERN } from '../domain/languages.ts'
import { ID_PATTERN } from '../domain/record-schema.ts'
import { TODAY } from './today-parameter.ts'

/** Query parameters that many routes have. */

export const knownAtParameter = Type.Optional(
  Type.String({
    // A date has the pattern of an id, too.
    pattern: ID_PATTERN,
    maxLength: 100,
    description:
      'Knowledge time: only documents published by this day (2019-12-31), by the last day of this month or year (2019), or by the day from which the source with this id is known. Default: the last known day. Later days return the same data; before the first known day, lists are empty.',
    examples: ['2025-12-31'],
  }),
)

export const validAtParameter = Type.Optional(
  Type.String({
    format: 'edtf',
    pattern: `${DATE_PATTERN}|^${TODAY}$`,
    maxLength: 30,
    description: `Valid time: only records that may have been true on some day of this date, each with its \`certainty\`. It takes ${ALLOWED_DATES}, or \`${TODAY}\` (in UTC).`,
    examples: ['2018-10', TODAY],
  }),
)

export const releaseParameter = Type.Optional(
  Type.String({
    pattern: '^[0-9a-f]{16}$',
    description:
      'Only this release, named by `meta.release`. The response can then be cached for a year; if another release is served, the status is 410, or 404 if the server never served this one.',
  }),
)

export const evidenceParameter = Type.Optional(
  Type.Enum(['full', 'none'], {
    type: 'string',
    default: 'full',
    description: '`none` leaves out the evidence of each record.',
  }),
)

export const languageParameter = Type.Optional(
  Type.String({
    format: 'bcp-47',
    pattern: LANGUAGE_PATTERN,
    maxLength: 35,
    default: 'en',
    description:
      'Preferred language of names and labels (BCP 47). Without a name in it, another language is used.',
    examples: ['fr'],
  }),
)

export const boundsParameter = Type.Optional(
  Type.Boolean({
    default: false,
    description:
      'Adds to each record the first and last days on which it can have started and ended, as days that can be sorted.',
  }),
)

export const bomParameter = Type.Optional(
  Type.Boolean({
    default: false,
    description:
      'With `format=csv`: begins with a byte order mark, without which some versions of Excel garble letters with accents.',
  }),
)
