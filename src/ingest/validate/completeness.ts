import type { Database } from '../../database/connection.ts'
import type { Value } from '../../domain/claim.ts'
import { edtfBounds } from '../../domain/edtf.ts'
import type { Vocabulary } from '../../domain/vocabularies.ts'
import { type Diagnostics, displayValue } from '../diagnostics.ts'
import type { SeedPosition } from '../read/seed-position.ts'
import { codeReader, undeclaredMessage } from './codes.ts'
import { suggestId } from './references.ts'

interface Statement {
  id: string
  organization: string
  collection: string
  role: string | null
  category: string | null
  post: string | null
  start_min: string
  end_max: string
}

/** The only collection that each of these fields narrows. */
const NARROWING = { role: 'members', category: 'member_counts', post: 'leadership' }

/** What is wrong with the values of one statement; null if nothing is. */
export function brokenRule(
  values: Readonly<Record<string, Value | null>>,
): { field: string; message: string } | null {
  const { collection, start = null, end = null } = values
  for (const [field, narrowed] of Object.entries(NARROWING))
    if (values[field] !== null && collection !== narrowed)
      return {
        field,
        message: `it narrows ${narrowed} only; leave it out, or correct the collection`,
      }
  if (start === null || end === null) return null
  const isReversed = edtfBounds(String(end)).max < edtfBounds(String(start)).min
  const message = `${displayValue(end)} is before the start ${displayValue(start)}; correct one of the two`
  return isReversed ? { field: 'end', message } : null
}

/**
 * Reports statements of completeness that refer to nothing, that contradict one another, or whose id a record
 * has. It runs when all records were written.
 *
 * @param positionOf where a value of a statement is in the seed files
 */
export function reportInvalidCompleteness(
  db: Database,
  positionOf: (id: string, field: string) => SeedPosition,
  diagnostics: Diagnostics,
): void {
  const statements = db
    .prepare<[], Statement>(`
      SELECT id, organization, collection, role, category, post, start_min, end_max
        FROM completeness
       ORDER BY id`)
    .all()
  const declarations = declarationsOf(db)
  const byOrganization = Map.groupBy(statements, ({ organization }) => organization)
  for (const statement of statements) {
    const { id } = statement
    const report = (field: string, message: string) =>
      diagnostics.add(positionOf(id, field), { section: 'completeness', id, field }, message)
    const other = declarations.collectionOf.get(id)
    if (other !== undefined)
      report('id', `${other} has a record with this id already; choose another`)
    reportUnknownValues(db, declarations, statement, report)
    const overlapping = byOrganization
      .get(statement.organization)
      ?.find((one) => one.id < id && isSameScope(one, statement) && overlaps(one, statement))
    if (overlapping !== undefined)
      report(
        'start',
        `overlaps ${overlapping.id}, which is about the same records; end one before the other begins`,
      )
  }
}

/** What the seed files declare: the collection of a record, the organization of a post, the codes of a vocabulary. */
function declarationsOf(db: Database) {
  const pluck = (sql: string) => db.prepare<[string], string>(sql).pluck()
  return {
    collectionOf: pluck('SELECT collection FROM records WHERE id = ?'),
    ownerOf: pluck('SELECT organization FROM posts WHERE id = ? LIMIT 1'),
    codesOf: codeReader(db),
  }
}

function reportUnknownValues(
  db: Database,
  { collectionOf, ownerOf, codesOf }: ReturnType<typeof declarationsOf>,
  { organization, post, role, category }: Statement,
  report: (field: string, message: string) => void,
): void {
  const reportUnknownRecord = (field: string, id: string, collection: string) => {
    if (collectionOf.get(id) === collection) return
    const remedy = suggestId(db, collection, id) || '; use the id of a record in a seed file'
    report(field, `no record of ${collection} has the id ${id}${remedy}`)
  }
  const reportUndeclared = (field: string, value: string | null, vocabulary: Vocabulary) => {
    const declared = codesOf(vocabulary)
    if (value !== null && !declared.includes(value))
      report(field, undeclaredMessage(value, vocabulary, declared))
  }
  reportUnknownRecord('organization', organization, 'organizations')
  reportUndeclared('role', role, 'member_roles')
  reportUndeclared('category', category, 'count_categories')
  if (post === null) return
  reportUnknownRecord('post', post, 'posts')
  const owner = ownerOf.get(post)
  if (owner !== undefined && owner !== organization)
    report('post', `${post} is a post of ${owner}, not of ${organization}`)
}

function isSameScope(a: Statement, b: Statement): boolean {
  return (['organization', 'collection', 'role', 'category', 'post'] as const).every(
    (name) => a[name] === b[name],
  )
}

function overlaps(a: Statement, b: Statement): boolean {
  return a.start_min <= b.end_max && b.start_min <= a.end_max
}
