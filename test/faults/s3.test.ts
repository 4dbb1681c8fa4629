import { mkdtemp, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openBlobs } from '../../server/src/storage/blobs/open-blobs.ts'
import { type Fault, type FaultyProxy, startFaultyProxy } from '../rigs/faulty-proxy.ts'
import { type S3Rig, startS3 } from '../rigs/s3.ts'
import { withTools } from '../rigs/with-tools.ts'
import { chance } from './chance.ts'
import { askDoctor, expectUnavailable, type Ground, type Settings, startGround } from './ground.ts'
import { report } from './report.ts'
import { type Reply, sha1 } from './wire.ts'

const KIBI = 1024
const luck = chance(11)
const isWrite = ({ method }: IncomingMessage): boolean => method === 'PUT' || method === 'POST'

withTools('s3', 'S3 in trouble', () => {
  let rig: S3Rig
  /** Of the bucket, without the proxy. */
  let rigAddress: string
  let proxy: FaultyProxy
  let folder: string
  let settings: Settings
  let ground: Ground
  const kept = new Map<string, string>()
  /** Since the last fault; in the end, all of them. */
  const compared = new Set<string>()
  let serial = 0
  let faults = 0

  beforeAll(async () => {
    rig = await startS3()
    rigAddress = rig.bucket()
    const direct = new URL(rigAddress)
    proxy = await startFaultyProxy(direct.searchParams.get('endpoint')!)
    direct.searchParams.set('endpoint', proxy.url)
    direct.searchParams.set('timeout', '2')
    folder = await mkdtemp(join(tmpdir(), 'nuage-s3-trouble-'))
    settings = { NUAGE_DATA: folder, NUAGE_BLOBS: direct.href, NUAGE_THROTTLE: 'off' }
    ground = await startGround(settings)
    await write(100 * KIBI)
  })
  afterEach(() => {
    proxy.fault = () => 'none'
  })
  afterAll(async () => {
    await ground?.program.kill()
    await proxy?.close()
    await rig?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  async function write(size: number): Promise<Reply | undefined> {
    const name = `file ${serial++}`
    const body = luck.bytes(size)
    const reply = await ground.put(name, body)
    if (reply?.status === 201) kept.set(name, sha1(body))
    return reply
  }

  /** One object, one gathered with others, and one in parts. */
  const SIZES = [200 * KIBI, 2 * KIBI, 20_000 * KIBI]

  /** What was refused is nowhere, what was accepted is whole, and nothing needs to be restarted. */
  async function expectRecovered(): Promise<void> {
    proxy.fault = () => 'none'
    faults += proxy.struck()
    for (const size of SIZES) expect((await write(size))?.status).toBe(201)
    expect(await ground.names()).toEqual([...kept.keys()].sort())
    for (const [name, digest] of kept) {
      if (compared.has(name)) continue
      expect(sha1((await ground.get(name))!.body), name).toBe(digest)
      compared.add(name)
    }
  }

  test('a slow store is waited for', async () => {
    proxy.fault = () => ({ delay: 500 })
    for (const reply of await Promise.all(SIZES.map(write))) expect(reply?.status).toBe(201)
    await expectRecovered()
  })

  test.each<[string, Fault]>([
    ['lost its answer', 'lose-answer'],
    ['was cut in its middle', 'cut-request'],
    ['met an error', { status: 503 }],
  ])('a write that %s once is made good by itself', async (_, fault) => {
    const met = new Set<string>()
    proxy.fault = (request) => {
      const what = `${request.method} ${request.url}`
      if (!isWrite(request) || met.has(what)) return 'none'
      met.add(what)
      return fault
    }
    for (const reply of await Promise.all(SIZES.map(write))) expect(reply?.status).toBe(201)
    const struck = proxy.struck()
    faults += struck
    expect(struck).toBeGreaterThan(4)
    await expectRecovered()
  })

  // The client repeats less after much has failed, so the outages come after the single mishaps.
  test.each<[string, Fault]>([
    ['answers 500', { status: 500 }],
    ['hangs', { delay: 60_000 }],
    ['cuts every line', 'cut-request'],
  ])('a store that %s: 503 in bounded time, nothing half visible, later success', async (_, fault) => {
    proxy.fault = () => fault
    const began = performance.now()
    const replies = await Promise.all([...SIZES.map(write), ground.get('file 0')])
    for (const reply of replies) expectUnavailable(reply)
    expect(performance.now() - began).toBeLessThan(40_000)
    const struck = proxy.struck()
    faults += struck
    expect(struck).toBeGreaterThan(3)
    expect(await ground.names()).toEqual([...kept.keys()].sort())
    await expectRecovered()
  })

  test.each<[string, (request: IncomingMessage) => boolean]>([
    ['between two parts', ({ url }) => url!.includes('partNumber=2&')],
    ['before it is completed', ({ method, url }) => method === 'POST' && url!.includes('uploadId=')],
  ])('a multipart upload that is lost %s: 503, nothing half visible, later success', async (_, when) => {
    // As a careless rule of the bucket does, or somebody who tidies.
    const beside = await openBlobs(rigAddress, '')
    proxy.fault = (request) =>
      when(request) ? { after: () => beside.sweepUnfinished(Number.POSITIVE_INFINITY) } : 'none'
    expectUnavailable(await write(20_000 * KIBI))
    expect(proxy.struck()).toBeGreaterThan(0)
    expect(await ground.names()).toEqual([...kept.keys()].sort())
    await expectRecovered()
    await beside.close()
  })

  test('a store that never says that it has written: every answer is true', async () => {
    proxy.fault = (request) => (isWrite(request) ? 'lose-answer' : 'none')
    for (const reply of await Promise.all(SIZES.map(write)))
      if (reply?.status !== 201) expectUnavailable(reply)
    await expectRecovered()
  })

  test('an answer cut in its middle never looks like a whole file', async () => {
    expect((await write(9_000 * KIBI))?.status).toBe(201)
    const name = [...kept.keys()].at(-1)!
    proxy.fault = ({ method }) => (method === 'GET' ? 'cut-answer' : 'none')
    const reply = await ground.get(name)
    if (reply !== undefined) expectUnavailable(reply)
    compared.clear()
    await expectRecovered()
    await askDoctor(settings)
    expect(await ground.program.stop()).toBe(0)
    await report('S3, requests met by a fault', { faults, 'files compared': kept.size, lost: 0 })
  })
})
