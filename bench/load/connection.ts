import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { AnswerParser, type Head } from './answer-parser.ts'
import type { Body } from './job.ts'
import { patternSlice, patternSlices } from './pattern.ts'

export interface Request {
  readonly head: string
  readonly body?: Body
}

/** Told of each piece of an answer's body. */
export type Sink = (bytes: Buffer) => void

/** A small body goes out in one piece with its head. */
const SMALL = 128 * 1024

/** A connection that is kept: one request at a time. */
export class Connection {
  readonly #port: number
  #socket: Socket | undefined
  #sink: Sink = () => undefined
  #head: Head | undefined
  #answered: PromiseWithResolvers<Head> | undefined

  constructor(port: number) {
    this.#port = port
  }

  /** @returns the answer's status, once its body has passed. */
  async ask(request: Request, sink: Sink): Promise<number> {
    const socket = this.#socket ?? (await this.#open())
    this.#sink = sink
    this.#answered = Promise.withResolvers<Head>()
    const { promise } = this.#answered
    // An early refusal may come while the body is still being sent.
    promise.catch(() => undefined)
    await send(socket, request, promise)
    const head = await promise
    if (head.closes) this.close()
    return head.status
  }

  close(): void {
    this.#socket?.destroy()
    this.#socket = undefined
  }

  async #open(): Promise<Socket> {
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true })
    const fail = (error: Error) => {
      this.#socket = undefined
      this.#answered?.reject(error)
    }
    const parser = new AnswerParser({
      head: (head) => {
        this.#head = head
      },
      body: (bytes) => this.#sink(bytes),
      end: () => this.#answered?.resolve(this.#head!),
    })
    socket.on('data', (data: Buffer) => {
      try {
        parser.push(data)
      } catch (error) {
        fail(error as Error)
        socket.destroy()
      }
    })
    socket.on('error', fail)
    socket.on('close', () => fail(new Error('the connection was closed before the answer')))
    await once(socket, 'connect')
    this.#socket = socket
    return socket
  }
}

async function send(socket: Socket, { head, body }: Request, answered: Promise<unknown>): Promise<void> {
  if (body === undefined) return void socket.write(head, 'latin1')
  if ('text' in body)
    return void socket.write(Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body.text)]))
  const before = Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body.before ?? '')])
  const after = Buffer.from(body.after ?? '')
  if (body.pattern.length <= SMALL)
    return void socket.write(Buffer.concat([before, patternSlice(body.pattern, 0), after]))
  let over = false
  void answered
    .finally(() => {
      over = true
    })
    .catch(() => undefined)
  socket.write(before)
  for (const slice of patternSlices(body.pattern)) {
    if (over) return
    if (!socket.write(slice)) await Promise.race([drained(socket), answered])
  }
  if (after.length > 0) socket.write(after)
}

function drained(socket: Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  socket.once('drain', resolve)
  return promise
}

export const bodyLength = (body: Body): number =>
  'text' in body
    ? Buffer.byteLength(body.text)
    : body.pattern.length + Buffer.byteLength(body.before ?? '') + Buffer.byteLength(body.after ?? '')
