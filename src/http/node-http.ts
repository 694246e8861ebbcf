/**
 * `node:http` without what nobody here needs: an `import` of it reads each of its exports, of which one
 * is a whole WebSocket client, and that takes 20 ms of every start.
 */
export const { createServer, STATUS_CODES } = process.getBuiltinModule('node:http')
