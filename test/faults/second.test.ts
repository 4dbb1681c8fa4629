import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { chance } from './chance.ts'
import { askDoctor, type Ground, type Settings, startGround } from './ground.ts'
import { startProgram } from './program.ts'
import { sha1 } from './wire.ts'

let folder: string
let settings: Settings
let ground: Ground | undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuage-second-'))
  settings = { NUAGE_DATA: folder }
  ground = await startGround(settings)
})
afterEach(async () => {
  await ground?.program.kill()
  await rm(folder, { recursive: true, force: true })
})

test('a second server on one data folder refuses with one clear line, and the first goes on', async () => {
  const { put, get, program } = ground!
  const body = chance(17).bytes(100_000)
  expect((await put('before', body))?.status).toBe(201)
  const second = startProgram(settings)
  expect(await second.ended).toBe(1)
  const lines = second.output().trim().split('\n')
  expect(lines).toEqual([
    expect.stringMatching(/^nuage: another Nuage is serving .*nuage\.db already; stop it first/),
  ])
  expect((await put('after', body))?.status).toBe(201)
  for (const name of ['before', 'after']) expect(sha1((await get(name))!.body)).toBe(sha1(body))
  await askDoctor(settings)
  expect(await program.stop()).toBe(0)

  const next = startProgram(settings)
  await next.ready
  expect(await next.stop()).toBe(0)
})
