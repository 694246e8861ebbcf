/** How connections are treated, by whichever server has them. */
export const CONNECTIONS = {
  // Where it is missing is told as a problem (see origin.ts).
  requireHostHeader: false,
  // A request that does not arrive must not hold a connection for good.
  requestTimeout: 20_000,
  // Longer than what load balancers in front keep theirs, so that it is they who close one.
  keepAliveTimeout: 72_000,
}
