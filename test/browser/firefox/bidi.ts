import { WebSocket } from 'ws'

interface Answer {
  readonly type: 'success' | 'error' | 'event'
  readonly id?: number | null
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: string
  readonly message?: string
}

type Hear = (params: never) => void

/** WebDriver BiDi (W3C working draft): commands are answered by number, events come between them. */
export class Bidi {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, { resolve(result: never): void; reject(error: Error): void }>()
  readonly #listening = new Map<string, Set<Hear>>()
  #last = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data) => this.#take(JSON.parse(String(data)) as Answer))
    socket.on('close', () => this.#fail(new Error('the browser closed the line')))
    socket.on('error', (error) => this.#fail(error))
  }

  static open(url: string): Promise<Bidi> {
    const socket = new WebSocket(url)
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(new Bidi(socket)))
      socket.once('error', reject)
    })
  }

  send<Result = unknown>(method: string, params: object = {}): Promise<Result> {
    const id = ++this.#last
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#socket.send(JSON.stringify({ id, method, params }))
    })
  }

  /** Events have to be subscribed to with `session.subscribe` besides. @returns stops listening. */
  on<Params>(method: string, hear: (params: Params) => void): () => void {
    const all = this.#listening.get(method) ?? new Set()
    this.#listening.set(method, all.add(hear))
    return () => all.delete(hear)
  }

  close(): void {
    this.#socket.terminate()
  }

  #take({ type, id, method, params, result, error, message }: Answer): void {
    if (type === 'event') {
      for (const hear of this.#listening.get(method!) ?? []) hear(params as never)
      return
    }
    const waiting = this.#waiting.get(id ?? 0)
    this.#waiting.delete(id ?? 0)
    if (type === 'error') waiting?.reject(new Error(`${error}: ${message}`))
    else waiting?.resolve(result as never)
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
