import { connect } from 'node:net'
import { expect } from 'vitest'
import { sweepGarbage, sweepStrays } from '../../../server/src/domain/sweep/sweep.ts'
import { type Inhabitant, openTestHouse, type TestHouse, type TestHouseWish } from '../../house.ts'
import { recount } from '../../rigs/recount.ts'
import { type AcceptedAnswer, type Asked, basic } from '../client.ts'
import { first, parseXml, SABRE, text } from '../xml.ts'

export const FILES = '/remote.php/dav/files/alice'
export const UPLOADS = '/remote.php/dav/uploads/alice'

/** A house with something to lose, and what is needed to see whether it lost it. */
export interface Ground {
  readonly house: TestHouse
  readonly alice: Inhabitant
  send(method: string, path: string, rest?: Omit<Asked, 'method' | 'path'>): Promise<AcceptedAnswer>
  /** Bytes as they are, on a connection of their own; resolves when the server has closed it, or after `wait`. */
  raw(bytes: string | Buffer, options?: { end?: boolean; wait?: number; until?: RegExp }): Promise<RawAnswer>
  /** Head of a raw request by alice, without the blank line at its end. */
  head(method: string, path: string, headers?: readonly string[]): string
  /** Runs it, and holds that every row and every blob is what it was, and that the house still answers. */
  unchanged<T>(run: () => Promise<T>): Promise<T>
  everything(): Promise<unknown>
  close(): Promise<void>
}

export interface RawAnswer {
  readonly text: string
  readonly status: number
  /** Whether the server ended the connection. */
  readonly closed: boolean
}

const TABLES = [
  'SELECT id, space, parent, name, kind, size, mtime, etag, content, checksums, trashed FROM node ORDER BY id',
  'SELECT node, stamp, content, size FROM version ORDER BY node, stamp',
  'SELECT id, node, name, deleted FROM trash ORDER BY id',
  'SELECT id, person, name, size, declared FROM upload ORDER BY id',
  'SELECT token, node FROM lock ORDER BY token',
  'SELECT node, person, name, value FROM property ORDER BY node, name',
  'SELECT person, node FROM favourite ORDER BY node',
  'SELECT id, seq, versions_size, reserved FROM space ORDER BY id',
]

/** What a stranger must never read in an answer. */
const INSIDE =
  /\bat .*\.[tj]s:\d|node:internal|node_modules|\/tmp\/|\/server\/src|SQLITE|sqlite|postgres|relation "/

export async function openGround(wish: TestHouseWish = {}): Promise<Ground> {
  const house = await openTestHouse(wish)
  const alice = await house.person({ id: 'alice' })
  await house.person({ id: 'bob' })
  const { domain } = house
  const { hostname, port, host } = new URL(house.url)
  const everything = async (): Promise<unknown> => {
    await sweepGarbage(domain, -1)
    await sweepStrays(domain, -1)
    const rows = await domain.records.read(async (reader) => {
      const all: unknown[] = []
      for (const statement of TABLES) all.push(await reader.all(statement))
      return all
    })
    const blobs: string[] = []
    for await (const key of domain.blobs.list()) blobs.push(key)
    return { rows, blobs }
  }
  const ground: Ground = {
    house,
    alice,
    everything,
    send: (method, path, rest = {}) => alice.client.dav(method, path, rest),
    head: (method, path, headers = []) =>
      [`${method} ${path} HTTP/1.1`, `Host: ${host}`, `Authorization: ${basic(alice.app)}`, ...headers].join(
        '\r\n',
      ),
    raw: (bytes, options) => raw(hostname, Number(port), bytes, options),
    async unchanged(run) {
      const before = await everything()
      const result = await run()
      // A sender that left may be gone before the house has put away what it sent.
      await expect.poll(everything, { timeout: 3_000, interval: 100 }).toEqual(before)
      expect(await domain.records.survey(recount)).toEqual([])
      expect((await house.stranger.send({ method: 'GET', path: '/status.php' })).status).toBe(200)
      return result
    },
    close: () => house.close(),
  }
  await ground.send('MKCOL', `${FILES}/folder`)
  await ground.send('PUT', `${FILES}/folder/kept.txt`, { body: 'what was there' })
  await ground.send('PUT', `${FILES}/kept.txt`, { body: 'what was there' })
  return ground
}

/** An error that says what is wrong and nothing about the inside. */
export function expectRefusal(answer: AcceptedAnswer, status: number, exception?: string): string {
  expect(`${answer.status} ${answer.text}`).toMatch(new RegExp(`^${status} `))
  expect(answer.text).not.toMatch(INSIDE)
  const root = parseXml(answer.text)
  const message = text(first(root, SABRE, 'message')!)
  if (exception !== undefined)
    expect(
      text(first(root, SABRE, 'exception')!)
        .split('\\')
        .at(-1),
    ).toBe(exception)
  return message
}

function raw(
  host: string,
  port: number,
  bytes: string | Buffer,
  { end = false, wait = 5_000, until }: { end?: boolean; wait?: number; until?: RegExp } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, allowHalfOpen: true })
    let read = ''
    const finish = (closed: boolean): void => {
      clearTimeout(timer)
      socket.destroy()
      expect(read).not.toMatch(INSIDE)
      resolve({ text: read, status: Number(/^HTTP\/1\.1 (\d{3})/.exec(read)?.[1] ?? 0), closed })
    }
    const timer = setTimeout(() => finish(false), wait)
    socket.on('data', (piece) => {
      read += piece.toString('latin1')
      if (until?.test(read)) finish(false)
    })
    socket.on('end', () => finish(true))
    socket.on('close', () => finish(true))
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? finish(true) : reject(error),
    )
    socket.on('connect', () => (end ? socket.end(bytes) : socket.write(bytes)))
  })
}
