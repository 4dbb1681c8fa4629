import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { expect, test } from 'vitest'
import { issueAppPassword } from '../../server/src/domain/accounts/app-passwords/issue.ts'
import { addPerson } from '../../server/src/domain/accounts/people/add.ts'
import { decideConfig } from '../../server/src/runtime/config/config.ts'
import { readSettings } from '../../server/src/runtime/config/env.ts'
import { openHouse } from '../../server/src/runtime/house.ts'
import { openLog } from '../../server/src/runtime/log.ts'
import { SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { startProgram } from './program.ts'

const MEBI = 1024 * 1024
const SIZE = 1536 * MEBI
/** What the program may need more than at rest, however long the bodies are. */
const ALLOWED = 160 * MEBI

/** Bytes of memory a process has ever held at once. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)![1]) * 1024
}

/** A long body that exists nowhere as a whole. */
function* pieces(size: number): Generator<Buffer> {
  const block = Buffer.alloc(MEBI)
  for (let at = 0; at < size; at += MEBI) {
    block.writeUInt32LE(at / MEBI)
    yield Buffer.from(block)
  }
}

function digestOf(size: number): string {
  const digest = createHash('sha1')
  for (const piece of pieces(size)) digest.update(piece)
  return digest.digest('hex')
}

test('bodies far larger than memory are never held: sent, put together, copied and fetched', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nuage-memory-'))
  const settings = { NUAGE_DATA: folder, NUAGE_THROTTLE: 'off' }
  const config = decideConfig(readSettings({ NUAGE_LISTEN: '127.0.0.1:0', ...settings }, folder), folder)
  const house = await openHouse(config, openLog('silent'))
  await addPerson(house.domain, SYSTEM, { id: 'alice' })
  const { token } = await issueAppPassword(house.domain, SYSTEM, { person: 'alice', name: 'test' })
  await house.close()
  const program = startProgram(settings)
  try {
    const url = await program.ready
    const ask = async (method: string, path: string, headers: Record<string, string> = {}, size = 0) => {
      const sent = request(`${url}/remote.php/dav${path}`, {
        method,
        agent: false,
        headers: {
          Authorization: `Basic ${Buffer.from(`alice:${token}`).toString('base64')}`,
          'Content-Length': String(size),
          ...headers,
        },
      })
      const answered = once(sent, 'response')
      await pipeline(Readable.from(pieces(size)), sent)
      const [response] = (await answered) as [IncomingMessage]
      const digest = createHash('sha1')
      let length = 0
      for await (const piece of response) {
        digest.update(piece as Buffer)
        length += (piece as Buffer).length
      }
      return { status: response.statusCode!, length, sha1: digest.digest('hex') }
    }
    expect((await ask('PUT', '/files/alice/warm.bin', {}, 4 * MEBI)).status).toBe(201)
    const rest = await peakOf(program.pid)
    const sha1 = digestOf(SIZE)
    const checksum = { 'OC-Checksum': `SHA1:${sha1}` }
    expect((await ask('PUT', '/files/alice/long.bin', checksum, SIZE)).status).toBe(201)
    const fetched = await ask('GET', '/files/alice/long.bin')
    expect(fetched).toEqual({ status: 200, length: SIZE, sha1 })

    // A chunk as long as clients make them, sent without the checksum being known beforehand.
    await ask('MKCOL', '/uploads/alice/up')
    expect((await ask('PUT', '/uploads/alice/up/2', {}, 256 * MEBI)).status).toBe(201)
    expect((await ask('PUT', '/uploads/alice/up/1', {}, 256 * MEBI)).status).toBe(201)
    const half = createHash('sha1')
    for (const piece of pieces(256 * MEBI)) half.update(piece)
    for (const piece of pieces(256 * MEBI)) half.update(piece)
    const assembled = await ask('MOVE', '/uploads/alice/up/.file', {
      Destination: '/remote.php/dav/files/alice/put%20together.bin',
      'OC-Checksum': `SHA1:${half.digest('hex')}`,
      'OC-Total-Length': String(512 * MEBI),
    })
    expect(assembled.status).toBe(201)
    const started = performance.now()
    const copied = await ask('COPY', '/files/alice/long.bin', {
      Destination: '/remote.php/dav/files/alice/copy.bin',
    })
    expect(copied.status).toBe(201)
    expect(performance.now() - started).toBeLessThan(2_000)
    expect((await peakOf(program.pid)) - rest).toBeLessThan(ALLOWED)
    expect(await program.stop()).toBe(0)
  } finally {
    await program.kill()
    await rm(folder, { recursive: true, force: true })
  }
}, 300_000)
