import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { Connection } from './connection.ts'

let server: WebSocketServer
let ended: Connection[]

beforeEach(async () => {
  ended = []
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
})
afterEach(() => {
  for (const client of server.clients) client.terminate()
  server.close()
})

async function meet(
  autoPong: boolean,
): Promise<{ connection: Connection; client: WebSocket; near: WebSocket }> {
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, { autoPong })
  const [near] = (await once(server, 'connection')) as [WebSocket]
  const connection = new Connection(near, '192.0.2.1', {
    introduced: () => {},
    closed: (one) => ended.push(one),
  })
  await once(client, 'open')
  return { connection, client, near }
}

test('a silent client that answers is kept, look after look', async () => {
  const { connection, near } = await meet(true)
  connection.look()
  for (let i = 0; i < 3; i++) {
    const answered = once(near, 'pong')
    connection.look()
    await answered
    connection.look()
    expect(connection.open).toBe(true)
  }
})

test('one that does not answer by the next look is gone', async () => {
  const { connection, client } = await meet(false)
  connection.look()
  expect(connection.open).toBe(true)
  const asked = once(client, 'ping')
  connection.look()
  await asked
  expect(connection.open).toBe(true)
  connection.look()
  await expect.poll(() => ended, { timeout: 15_000 }).toEqual([connection])
})

test('one that talks is not asked', async () => {
  const { connection, client, near } = await meet(false)
  for (let i = 0; i < 4; i++) {
    connection.look()
    const heard = once(near, 'ping')
    client.ping()
    await heard
  }
  expect(connection.open).toBe(true)
})

test('one that does not read is given up, and never costs more than its backlog', async () => {
  const { connection, client } = await meet(true)
  client.pause()
  const frame = 'x'.repeat(8_192)
  let most = 0
  for (let i = 0; i < 10_000 && connection.open; i++) {
    connection.say(frame)
    most = Math.max(most, connection.backlog)
    if (i % 50 === 0) await new Promise(setImmediate)
  }
  expect(connection.open).toBe(false)
  expect(most).toBeLessThan(128 * 1024)
})
