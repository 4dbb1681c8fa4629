import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'

/** What is done to one request. The last two reach the server; its answer is cut short, or never comes back. */
export type Fault =
  | 'none'
  | { readonly delay: number }
  | { readonly status: number }
  /** Passed on when something else has happened. */
  | { readonly after: () => Promise<unknown> }
  | 'cut-request'
  | 'cut-answer'
  | 'lose-answer'

export interface FaultyProxy {
  readonly url: string
  /** Decides for each request; everything passes until it is set. */
  fault: (request: IncomingMessage) => Fault
  /** Requests that met a fault since the last call. */
  struck(): number
  close(): Promise<void>
}

/** An HTTP proxy in front of a server of tests, on loopback. Bodies are held in memory. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const { hostname, port } = new URL(target)
  let struck = 0

  async function forward(incoming: IncomingMessage, body: Buffer): Promise<[IncomingMessage, Buffer]> {
    const { method, url: path, headers } = incoming
    const sent = request({ hostname, port, method, path, headers, agent: false })
    // A server that refuses before it has read everything breaks the line after its answer.
    sent.on('error', () => {})
    sent.end(body)
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    return [answer, await buffer(answer)]
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const fault = proxy.fault(incoming)
    if (fault !== 'none') struck++
    if (fault === 'cut-request') {
      incoming.once('data', () => incoming.socket.destroy())
      incoming.once('end', () => incoming.socket.destroy())
      return
    }
    const body = await buffer(incoming)
    if (typeof fault === 'object' && 'status' in fault) {
      outgoing.writeHead(fault.status, { 'Content-Length': 0 }).end()
      return
    }
    if (typeof fault === 'object' && 'after' in fault) await fault.after()
    else if (typeof fault === 'object') await pause(fault.delay)
    if (incoming.socket.destroyed) return
    const [answer, bytes] = await forward(incoming, body)
    if (fault === 'lose-answer') {
      incoming.socket.destroy()
      return
    }
    outgoing.writeHead(answer.statusCode!, answer.headers)
    if (fault === 'cut-answer') {
      outgoing.write(bytes.subarray(0, bytes.length / 2), () => incoming.socket.destroy())
      return
    }
    outgoing.end(bytes)
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => incoming.socket.destroy())
  })
  server.on('checkContinue', (incoming, outgoing) => {
    outgoing.writeContinue()
    serve(incoming, outgoing).catch(() => incoming.socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const proxy: FaultyProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fault: () => 'none',
    struck() {
      const count = struck
      struck = 0
      return count
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
  return proxy
}
