import { expect } from 'vitest'
import { WebSocket } from 'ws'
import type { Credentials } from '../protocol/client.ts'

/** A client of the push socket that keeps every frame. */
export interface PushClient {
  readonly frames: string[]
  /** How often the server has asked whether we are there. */
  readonly pings: () => number
  say(frame: string | Buffer): void
  /** Forgets the frames so far. */
  forget(): void
  /** Resolves when a frame like this has come; @returns it. */
  heard(frame: string | RegExp): Promise<string>
  /** The close code; 1006 when the line just broke. */
  readonly closed: Promise<number>
  readonly socket: WebSocket
  close(): void
}

export interface PushWish {
  /** Path in front of everything. */
  readonly prefix?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly autoPong?: boolean
}

const GENEROUS = { timeout: 30_000, interval: 20 }

/** @param url of the instance. */
export async function openPush(url: string, wish: PushWish = {}): Promise<PushClient> {
  const address = `${url.replace(/^http/, 'ws')}${wish.prefix ?? ''}/push/ws`
  const socket = new WebSocket(address, { headers: wish.headers ?? {}, autoPong: wish.autoPong ?? true })
  const frames: string[] = []
  let pings = 0
  const { promise: closed, resolve } = Promise.withResolvers<number>()
  socket.on('message', (data) => frames.push((data as Buffer).toString()))
  socket.on('ping', () => pings++)
  socket.on('close', (code) => resolve(code))
  await new Promise<void>((opened, failed) => {
    socket.once('open', opened)
    socket.once('error', failed)
  })
  socket.on('error', () => {})
  return {
    frames,
    socket,
    closed,
    pings: () => pings,
    say: (frame) => socket.send(frame),
    forget: () => void frames.splice(0),
    async heard(frame) {
      const like = (one: string) => (typeof frame === 'string' ? one === frame : frame.test(one))
      await expect.poll(() => frames.some(like), { ...GENEROUS, message: `no ${frame} came` }).toBe(true)
      return frames.find(like)!
    },
    close: () => socket.close(),
  }
}

/** Opened and let in. */
export async function listenAs(url: string, who: Credentials, wish: PushWish = {}): Promise<PushClient> {
  const client = await openPush(url, wish)
  client.say(who.user)
  client.say(who.password)
  await client.heard('authenticated')
  client.forget()
  return client
}
