import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import type { FastifyInstance } from 'fastify'

export interface RawResponse {
  /** Status line and headers. */
  head: string
  body: string
  /** Length of the whole response, also of several ones. */
  bytes: number
}

/** Sends bytes to an app over a real connection, and returns the response as text. */
export async function sendRaw(app: FastifyInstance, bytes: string): Promise<RawResponse> {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk
  })
  socket.write(bytes)
  await once(socket, 'close')
  const [head = '', body = ''] = text.split('\r\n\r\n', 2)
  return { head, body, bytes: socket.bytesRead }
}
