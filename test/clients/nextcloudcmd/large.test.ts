import { randomFillSync } from 'node:crypto'
import { open, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Credentials } from '../../protocol/client.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { digestOf } from '../folder.ts'
import type { Ran } from '../run-client.ts'
import { type Server, startServer } from '../server.ts'
import { type Asked, counts, type Device, newDevice, requestsIn, type Synced } from './device.ts'

const SIZE = 600_000_000
const MTIME = 1_600_000_000

async function fill(file: string): Promise<void> {
  const handle = await open(file, 'w')
  const block = Buffer.alloc(10_000_000)
  for (let written = 0; written < SIZE; written += block.length) {
    randomFillSync(block)
    await handle.write(block)
  }
  await handle.close()
  await utimes(file, MTIME, MTIME)
}

const read = (ran: Ran): { requests: Asked[] } => ({ requests: requestsIn(ran.output) })

const chunksIn = ({ requests }: Pick<Synced, 'requests'>): string[] =>
  requests
    .filter(({ method, path }) => method === 'PUT' && path.includes('/uploads/'))
    .map(({ path }) => path)

withTools('nextcloudcmd', 'nextcloudcmd with 600 MB', () => {
  let server: Server
  let ada: Credentials
  let one: Device
  let two: Device

  beforeAll(async () => {
    server = await startServer()
    ada = await server.addPerson('ada')
    // On a network as quick as this it would send all but the first 10 MB as one piece.
    one = await newDevice(server, ada, { OWNCLOUD_MAX_CHUNK_SIZE: '60000000' })
    two = await newDevice(server, ada)
    return async () => {
      await server.stop()
      await one.remove()
      await two.remove()
    }
  })

  /** Calls back when the client begins to send its `nth` chunk. */
  function atChunk(nth: number, then: () => void): (text: string) => void {
    let log = ''
    let done = false
    return (text) => {
      log += text
      if (done || chunksIn({ requests: requestsIn(log) }).length < nth) return
      done = true
      then()
    }
  }

  test('a client killed in the middle goes on where it was; so it does when the server is killed', async () => {
    await fill(join(one.folder, 'large à.bin'))
    const running = one.start(atChunk(3, () => running.kill('SIGKILL')))
    const killed = await running.ended
    expect(killed.code).toBeNull()
    const upload = requestsIn(killed.output).find(
      ({ method, path }) => method === 'MKCOL' && /uploads/.test(path),
    )
    const chunk = (number: number): string => `${upload?.path}/${String(number).padStart(16, '0')}`
    expect(chunksIn(read(killed))).toEqual([chunk(0), chunk(1), chunk(2)])
    // Now the power of the server fails while it takes a chunk.
    const restarted = Promise.withResolvers<void>()
    const again = one.start(
      atChunk(2, () => server.killAndRestart().then(restarted.resolve, restarted.reject)),
    )
    const interrupted = await again.ended
    await restarted.promise
    // Nothing that had arrived is sent again.
    expect(chunksIn(read(interrupted))).toEqual([chunk(2), chunk(3)])
    const last = await one.sync()
    const sent = chunksIn(last)
    expect(sent[0]).toBe(chunk(3))
    expect(last.requests.filter(({ method }) => method === 'MKCOL')).toEqual([])
    const down = await two.sync()
    console.log(
      `600 MB: the last ${sent.length} chunks up in ${last.seconds.toFixed(1)} s, all down in ${down.seconds.toFixed(1)} s`,
    )
    expect(await two.inventory()).toEqual(await one.inventory())
    expect(Object.values(await two.inventory())).toEqual([
      `${SIZE} ${MTIME} ${await digestOf(join(one.folder, 'large à.bin'))}`,
    ])
    // Of its pieces nothing is left.
    const uploads = await server
      .client(ada)
      .propfind('/remote.php/dav/uploads/ada/', ['{DAV:}resourcetype'], '1')
    expect(uploads.map(({ href }) => href)).toEqual(['/remote.php/dav/uploads/ada/'])
    await one.sync()
    expect(counts(await one.sync())).toEqual({ PROPFIND: 1 })
  })
})
