/** Connection settings of every HTTP server of the process, for Node and for Fastify. */
export const CONNECTION_OPTIONS = {
  // plugins/host-header.ts checks the header, so that the error is a problem document.
  requireHostHeader: false,
  // A client that sends its request slowly must not hold a connection forever. In milliseconds.
  requestTimeout: 20_000,
}
