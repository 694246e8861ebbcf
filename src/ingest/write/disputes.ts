import type { Database } from 'better-sqlite3'

/** `<> 'agrees'` says what is said already, as the index has it (stances_unlike). */
const DISPUTES = `
  INSERT INTO disputes (id, record, collection, organization, field, known_from, known_to, dissented, disputed)
  SELECT versions.record || '.' || claims.field,
         versions.record, versions.collection, versions.organization, claims.field,
         versions.known_from, versions.known_to,
         max(versions.known_from, min(claims.known_from)),
         max(versions.known_from, min(claims.known_from) FILTER (WHERE stances.stance = 'disagrees'))
    FROM stances
    JOIN claims   ON claims.seq = stances.claim
    JOIN versions ON versions.record     = stances.record
                 AND versions.known_from = stances.known_from
   WHERE stances.stance IN ('disagrees', 'set_aside')
     AND stances.stance <> 'agrees'
   GROUP BY versions.record, versions.known_from, claims.field`

/** Notes which fields of which versions are disputed, once their stances are written. */
export function writeDisputes(db: Database): void {
  db.exec(DISPUTES)
}
