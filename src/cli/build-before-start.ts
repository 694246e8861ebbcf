import { MIGRATIONS, readMigrations } from '../database/schema.ts'
import { resourceTypes } from '../domain/resources/index.ts'
import { buildIfChanged } from '../ingest/build.ts'
import { explainBuildError } from './build-errors.ts'

/** Builds the database unless it is up to date. If that fails, prints the error and returns false. */
export function reportBuildIfChanged(folder: string, database: string): boolean {
  const migrations = readMigrations(MIGRATIONS)
  try {
    const result = buildIfChanged(database, { folder, resourceTypes, migrations })
    if (result !== null)
      console.error(`orgfacts: built ${database} from ${folder}/, release ${result.release}`)
    return true
  } catch (error) {
    console.error(explainBuildError(error))
    return false
  }
}
