import { bounds, inside } from '../records/edtf.ts'
import type { Noun } from '../records/noun.ts'
import { ACKNOWLEDGED, type Acknowledged, checkAcknowledged } from './acknowledged.ts'
import type { Claim } from './claims.ts'
import { checkSection, type Stated } from './entries.ts'
import { type Place, type Problems, shown } from './problems.ts'
import type { Account } from './read.ts'
import { checkSource, idField, type Source } from './source.ts'
import { likely } from './values.ts'
import { isMap, readField, type Wrong, wrongIn } from './wrong.ts'

/** An account that was read and checked: its source, what it claims, and where in the file. */
export interface Checked {
  source: Source
  place: Place
  claims: { claim: Claim; place: Place }[]
  acknowledged: Acknowledged[]
}

/**
 * Checks one account against the nouns it speaks of. What is wrong is added to `problems` and left
 * out; null where there is no source to hang a claim on.
 */
export function check(
  account: Account,
  nouns: readonly Noun[],
  problems: Problems,
): Checked | null {
  const { value } = account
  const wrong = wrongIn(account, problems)
  if (!isMap(value)) {
    problems.lost = true
    wrong(
      [],
      undefined,
      `found ${shown(value)}; allowed: an account, which begins with \`source:\``,
    )
    return null
  }
  const sections = ['source', 'about', ...nouns.map(({ name }) => name), ACKNOWLEDGED]
  for (const key of Object.keys(value))
    if (!sections.includes(key)) {
      const allowed = `${sections.join(', ')}${likely(key, sections)}`
      wrong([key], undefined, `unknown section ${shown(key)}; allowed: ${allowed}`, 'key')
    }
  const source = checkSource(value.source, wrong)
  if (source === null) {
    problems.lost = true
    return null
  }
  const about =
    'about' in value ? readField(idField, value.about, ['about'], { field: 'about' }, wrong) : null
  const all = nouns.flatMap((noun) => checkSection(noun, value[noun.name], source, about, wrong))
  const stated = once(all, wrong)
  for (const noun of nouns) refuseContradictions(noun, stated, wrong)
  return {
    source,
    place: account.place(['source']),
    acknowledged: checkAcknowledged(value[ACKNOWLEDGED], account, wrong),
    claims: stated.map(({ path, said: _, ...claim }) => ({ claim, place: account.place(path) })),
  }
}

/** Refuses the same claim twice at one place. */
function once(stated: readonly Stated[], wrong: Wrong): Stated[] {
  const before = new Set<string>()
  return stated.filter(({ id, noun, record, field, value, at, path }) => {
    const again = before.has(id)
    const about = { section: noun, id: record, field }
    if (again) wrong(path, about, `claims ${shown(value)} twice at ${at}; remove one`)
    before.add(id)
    return !again
  })
}

/** One source states one value of a field, if need be in a coarser and a finer date. */
function refuseContradictions(noun: Noun, stated: readonly Stated[], wrong: Wrong): void {
  const counting = stated.filter((claim) => claim.noun === noun.name && claim.set_aside === null)
  for (const claims of Map.groupBy(
    counting,
    ({ record, field }) => `${record} ${field}`,
  ).values()) {
    const [first, ...others] = claims
    for (const other of others)
      if (first !== undefined && !compatible(noun, first, other))
        wrong(
          other.path,
          { section: noun.name, id: other.record, field: other.field },
          `found ${shown(other.value)}, but ${first.at} has ${shown(first.value)}; one source states one value of a field: set all but one aside`,
        )
  }
}

/** Attestations add up; of two days one may lie inside the other; all else must be equal. */
function compatible(noun: Noun, a: Claim, b: Claim): boolean {
  if (a.value === b.value || a.field === 'attested') return true
  if (noun.fields[a.field]?.form !== 'day') return false
  const [left, right] = [bounds(String(a.value)), bounds(String(b.value))]
  return inside(left, right) || inside(right, left)
}
