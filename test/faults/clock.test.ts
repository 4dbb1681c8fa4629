import { afterEach, beforeEach, expect, test } from 'vitest'
import { findSession } from '../../server/src/domain/accounts/sessions/find.ts'
import { openSession } from '../../server/src/domain/accounts/sessions/open.ts'
import { countGuess } from '../../server/src/domain/accounts/sign-in/throttle.ts'
import { NO_HOLD } from '../../server/src/domain/locks/lock.ts'
import { releaseLock } from '../../server/src/domain/locks/release.ts'
import { takeLock } from '../../server/src/domain/locks/take.ts'
import { sweepGarbage } from '../../server/src/domain/sweep/sweep.ts'
import { expireUploads } from '../../server/src/domain/uploads/abandon.ts'
import { addChunk } from '../../server/src/domain/uploads/add-chunk.ts'
import { assemble } from '../../server/src/domain/uploads/assemble.ts'
import { beginUpload } from '../../server/src/domain/uploads/begin.ts'
import type { Member } from '../../server/src/vocabulary/actor.ts'
import { bytes, names, openWorld, put, refusal, textOf, type World } from '../rigs/world.ts'

const HOUR = 3600
const DAY = 24 * HOUR
const wish = { overwrite: true, hold: NO_HOLD }

let world: World
let alice: Member

beforeEach(async () => {
  world = await openWorld()
  alice = await world.person('alice')
})
afterEach(async () => {
  expect(await world?.faults()).toEqual([])
  await world?.close()
})

const take = () =>
  takeLock(world.domain, alice, names('/file'), {
    ...{ kind: 'dav', scope: 'exclusive', depth: '0', owner: 'me', timeout: 600, hold: NO_HOLD },
  })

test('a lock survives a clock that goes back, and ends when it has leapt past its end', async () => {
  const { domain } = world
  await put(domain, alice, '/file', 'old')
  const { lock } = await take()
  world.pass(-HOUR)
  await expect(put(domain, alice, '/file', 'new')).rejects.toMatchObject(refusal('locked'))
  await releaseLock(domain, alice, names('/file'), lock.token)
  await put(domain, alice, '/file', 'new')
  await take()
  world.pass(DAY)
  await put(domain, alice, '/file', 'newest')
  expect(await textOf(domain, alice, '/file')).toBe('newest')
})

test('an upload goes on when the clock goes back in its middle, and is not given up too soon or never', async () => {
  const { domain } = world
  await beginUpload(domain, alice, 'up', { total: 6 })
  await addChunk(domain, alice, 'up', '1', bytes('one'), {})
  world.pass(-30 * DAY)
  expect(await expireUploads(domain)).toBe(0)
  await addChunk(domain, alice, 'up', '2', bytes('two'), {})
  await assemble(domain, alice, 'up', names('/made'), { ...wish, total: 6 })
  expect(await textOf(domain, alice, '/made')).toBe('onetwo')
  await beginUpload(domain, alice, 'left', { total: 3 })
  await addChunk(domain, alice, 'left', '1', bytes('one'), {})
  world.pass(60 * DAY)
  expect(await expireUploads(domain)).toBe(1)
})

test('what was removed in the future is not swept early, and what is kept not at all', async () => {
  const { domain } = world
  await put(domain, alice, '/file', 'kept')
  world.pass(-DAY)
  await put(domain, alice, '/file', 'newer')
  await sweepGarbage(domain)
  world.pass(3 * DAY)
  await sweepGarbage(domain)
  expect(await textOf(domain, alice, '/file')).toBe('newer')
})

test('a session survives a clock that goes back, and has an end', async () => {
  const { domain } = world
  const token = await openSession(domain, { state: 'signed-in', person: 'alice', place: '192.0.2.1' })
  const found = () => findSession(domain, token, '192.0.2.1')
  world.pass(-DAY)
  expect(await found()).toBeDefined()
  world.pass(DAY)
  expect(await found()).toBeDefined()
  world.pass(2 * DAY)
  expect(await found()).toBeUndefined()
})

test('guesses counted before the clock went back do not keep a person out until it is there again', async () => {
  const { domain } = world
  const guess = { address: '192.0.2.1', login: 'alice', person: 'alice' }
  for (let i = 0; i < 10; i++) await countGuess(domain, guess)
  await expect(countGuess(domain, guess)).rejects.toMatchObject(refusal('too-many'))
  world.pass(-DAY)
  await expect(countGuess(domain, guess)).resolves.toBeDefined()
})
