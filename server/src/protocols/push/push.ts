import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Domain } from '../../domain/domain.ts'
import type { Audience } from '../../domain/push/audience.ts'
import { Wheel } from '../../domain/push/wheel.ts'
import { admit } from './admit.ts'
import { CLOSE, Connection, type Spoken } from './connection.ts'
import { AUTHENTICATION_TIMEOUT, UNAVAILABLE } from './frames.ts'
import { AUTHENTICATION, FRAME, GOODBYE, SILENCE } from './limits.ts'
import { Strangers } from './strangers.ts'

export interface PushOptions {
  readonly domain: Domain
  readonly audience: Audience
  /** The address of whoever asks. */
  placeOf(request: IncomingMessage): string
  /** How many connections are held in all. */
  readonly capacity: number
  readonly log: { error(fields: { err: unknown }, message: string): void }
  /** Milliseconds; those of {@link AUTHENTICATION} and {@link SILENCE} when absent. */
  readonly patience?: { readonly authentication?: number; readonly silence?: number }
}

const SECOND = 1_000
const SLOTS = 64
const FULL =
  'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 30\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'

/** `/push/ws`: tells the apps of changes as they happen (ocs.md §11). */
export class Push {
  readonly #options: PushOptions
  readonly #patience: { readonly authentication: number; readonly silence: number }
  readonly #connections = new Set<Connection>()
  readonly #strangers = new Strangers()
  readonly #server = new WebSocketServer({
    ...{ noServer: true, clientTracking: false, perMessageDeflate: false },
    ...{ maxPayload: FRAME, closeTimeout: GOODBYE },
  })
  readonly #silent: Wheel<Connection>
  readonly #late = new Wheel<Connection>(SECOND, SLOTS, (connection) => {
    if (this.#strangers.has(connection)) connection.refuse(CLOSE.policy, AUTHENTICATION_TIMEOUT)
  })
  #closing: (() => void) | undefined

  constructor(options: PushOptions) {
    this.#options = options
    this.#patience = { authentication: AUTHENTICATION, silence: SILENCE, ...options.patience }
    this.#silent = new Wheel(Math.min(SECOND, this.#patience.silence), SLOTS, (connection) => {
      if (!this.#connections.has(connection)) return
      connection.look()
      this.#silent.add(connection, this.#patience.silence)
    })
  }

  /** @param protocol what a request wants to speak instead of HTTP. */
  handles(protocol: string, path: string): boolean {
    return protocol.toLowerCase() === 'websocket' && path === '/push/ws'
  }

  handle(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => {})
    const place = this.#options.placeOf(request)
    const full = this.#connections.size >= this.#options.capacity || this.#strangers.isFull(place)
    if (full || this.#closing !== undefined) socket.end(FULL)
    else this.#server.handleUpgrade(request, socket, head, (opened) => this.#welcome(opened, place))
  }

  /** Clients come back by themselves, to whoever answers then. */
  async close(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#closing = resolve
    for (const connection of this.#connections) connection.refuse(CLOSE.goingAway)
    if (this.#connections.size === 0) resolve()
    const patience = setTimeout(() => {
      for (const connection of this.#connections) connection.drop()
    }, GOODBYE)
    await promise
    clearTimeout(patience)
    this.#silent.stop()
    this.#late.stop()
  }

  #welcome(socket: ConstructorParameters<typeof Connection>[0], place: string): void {
    const connection = new Connection(socket, place, this)
    this.#connections.add(connection)
    this.#strangers.add(connection)
    this.#silent.add(connection, this.#patience.silence)
    this.#late.add(connection, this.#patience.authentication)
  }

  introduced(connection: Connection, spoken: Spoken): void {
    const { domain, audience, log } = this.#options
    admit(domain, audience, connection, spoken)
      .catch((err: unknown) => {
        log.error({ err }, 'push')
        connection.refuse(CLOSE.tryLater, UNAVAILABLE)
      })
      .finally(() => this.#strangers.delete(connection))
  }

  closed(connection: Connection): void {
    this.#connections.delete(connection)
    this.#strangers.delete(connection)
    if (this.#connections.size === 0) this.#closing?.()
  }
}
