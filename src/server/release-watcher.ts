import { statSync } from 'node:fs'
import { verifyDatabase } from '../database/verify.ts'
import { errorMessage } from '../domain/error-message.ts'
import { type AppEnvironment, openWarmApp } from './open-app.ts'
import type { ReleaseSwitcher } from './release-switcher.ts'

/** How often the database file is checked, in milliseconds. */
const CHECK_INTERVAL = 1_000
/** After how long a refused file is verified again, in milliseconds: the error may have been temporary. */
const RETRY_INTERVAL = 30_000

/** Watches the database file. Verifies a file that replaces it, and serves it or refuses it. */
export class ReleaseWatcher {
  readonly #environment: AppEnvironment
  readonly #switcher: ReleaseSwitcher
  readonly #retryInterval: number
  readonly #timer: NodeJS.Timeout
  #served: string | null
  #refused: { file: string; at: number } | undefined
  #isStopped = false
  // One check after another: two apps must not be opened for the same file.
  #lastCheck = Promise.resolve()

  /**
   * @param served the identity of the file that is served; null if it is not known
   * @param retryInterval after how long a refused file is verified again, in milliseconds
   */
  constructor(
    environment: AppEnvironment,
    switcher: ReleaseSwitcher,
    served: string | null,
    retryInterval = RETRY_INTERVAL,
  ) {
    this.#environment = environment
    this.#switcher = switcher
    this.#retryInterval = retryInterval
    this.#served = served
    this.#timer = setInterval(() => void this.#checkNext(), CHECK_INTERVAL).unref()
  }

  /** Checks the file now, even if it was refused before. */
  reload(): Promise<void> {
    this.#refused = undefined
    return this.#checkNext()
  }

  stop(): void {
    this.#isStopped = true
    clearInterval(this.#timer)
  }

  #checkNext(): Promise<void> {
    this.#lastCheck = this.#lastCheck.then(() => this.#check())
    return this.#lastCheck
  }

  async #check(): Promise<void> {
    const { config, operations, log } = this.#environment
    const file = fileIdentity(config.DATABASE)
    operations.setOutdated(file !== this.#served)
    // If the file is missing, a later check may find a new one.
    if (this.#isStopped || file === null || file === this.#served || this.#isRefused(file)) return
    try {
      await this.#serve(file)
    } catch (error) {
      this.#refused = { file, at: Date.now() }
      operations.countSwap('refused')
      const { release } = this.#switcher.app.served
      const reason = errorMessage(error)
      log.error({ release, reason }, 'a new database is refused; the previous release is served')
    }
  }

  #isRefused(file: string): boolean {
    const refused = this.#refused
    return refused?.file === file && Date.now() - refused.at < this.#retryInterval
  }

  async #serve(file: string): Promise<void> {
    const { config, schema, operations, log } = this.#environment
    await verifyDatabase(config.DATABASE, schema)
    const app = await openWarmApp(this.#environment)
    // The file was replaced again in the meantime. The next check verifies the new one.
    if (this.#isStopped || fileIdentity(config.DATABASE) !== file) return void (await app.close())
    this.#served = file
    this.#environment.earlierReleases.add(this.#switcher.app.served.release)
    operations.setRelease(app.served)
    operations.setOutdated(false)
    this.#switcher.switchTo(app)
    operations.countSwap('served')
    // Level `warn`, so that it is logged even if requests are not.
    log.warn({ release: app.served.release }, 'another release is served')
  }
}

/** Identifies a file by inode, modification time and size; null if it does not exist or is not accessible. */
export function fileIdentity(file: string): string | null {
  try {
    const { ino, mtimeMs, size } = statSync(file)
    return `${ino} ${mtimeMs} ${size}`
  } catch {
    return null
  }
}
