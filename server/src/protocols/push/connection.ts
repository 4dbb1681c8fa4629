import type { RawData, WebSocket } from 'ws'
import type { Listener, Topic } from '../../domain/push/listener.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { LISTEN_FOR_IDS, noticeFrame } from './frames.ts'
import { BACKLOG, CHATTER } from './limits.ts'

/** Codes of RFC 6455, §7.4.1, and of its registry. */
export const CLOSE = { goingAway: 1001, unsupported: 1003, policy: 1008, tryLater: 1013 } as const

/** What a client says first. */
export interface Spoken {
  readonly login: string
  readonly password: string
}

export interface Keeper {
  introduced(connection: Connection, spoken: Spoken): void
  closed(connection: Connection): void
}

/** One client's socket: its words in order, whether it is alive, and no more to say than it takes. */
export class Connection implements Listener {
  readonly place: string
  /** What ends its place in the audience. */
  leave: (() => void) | undefined
  readonly #socket: WebSocket
  readonly #keeper: Keeper
  #login: string | undefined
  #introduced = false
  #wantsIds = false
  /** Since it was last looked at. */
  #heard = true
  #asked = false
  #frames = 0

  constructor(socket: WebSocket, place: string, keeper: Keeper) {
    this.#socket = socket
    this.place = place
    this.#keeper = keeper
    socket.on('message', (data, isBinary) => this.#received(data, isBinary))
    socket.on('ping', () => this.#hear())
    socket.on('pong', () => this.#hear())
    // Told by `close`, which always follows.
    socket.on('error', () => {})
    socket.on('close', () => {
      this.leave?.()
      keeper.closed(this)
    })
  }

  get open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }

  /** Bytes that wait for it to read. */
  get backlog(): number {
    return this.#socket.bufferedAmount
  }

  tell(topic: Topic, nodes?: readonly NodeId[]): void {
    this.say(noticeFrame(topic, this.#wantsIds ? nodes : undefined))
  }

  say(frame: string): void {
    if (!this.open) return
    if (this.backlog > BACKLOG) this.drop()
    else this.#socket.send(frame)
  }

  end(): void {
    this.refuse(CLOSE.policy)
  }

  /** @param frame the last word. */
  refuse(code: number, frame?: string): void {
    if (frame !== undefined) this.say(frame)
    this.#socket.close(code)
  }

  drop(): void {
    this.#socket.terminate()
  }

  /** Called every so often: asks one that was silent whether it is there, and gives up one that did not answer. */
  look(): void {
    this.#frames = 0
    if (!this.#heard && this.#asked) this.drop()
    this.#asked = !this.#heard
    if (this.#asked) this.#socket.ping()
    this.#heard = false
  }

  #hear(): void {
    this.#heard = true
    if (++this.#frames > CHATTER) this.refuse(CLOSE.policy)
  }

  #received(data: RawData, isBinary: boolean): void {
    this.#hear()
    if (isBinary) {
      this.refuse(CLOSE.unsupported)
      return
    }
    const text = (data as Buffer).toString()
    if (this.#introduced) {
      if (text === LISTEN_FOR_IDS) this.#wantsIds = true
    } else if (this.#login === undefined) this.#login = text
    else {
      this.#introduced = true
      this.#keeper.introduced(this, { login: this.#login, password: text })
      this.#login = undefined
    }
  }
}
