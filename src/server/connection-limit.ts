/** Descriptors for everything but connections: databases, a new release, logs, the operations port. */
const RESERVED_DESCRIPTORS = 100

/** The connections that the limit of open files allows. With more, the process ends with EMFILE. */
export function maxConnections(): number {
  // Otherwise the report looks up the host name of each connection. The type has no such property yet.
  Object.assign(process.report, { excludeNetwork: true })
  const { userLimits } = process.report.getReport() as {
    userLimits?: { open_files?: { soft: number | 'unlimited' } }
  }
  const limit = Number(userLimits?.open_files?.soft)
  return Number.isFinite(limit)
    ? Math.max(1, limit - RESERVED_DESCRIPTORS)
    : Number.MAX_SAFE_INTEGER
}
