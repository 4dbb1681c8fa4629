import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addPerson } from '../../../domain/accounts/people/add.ts'
import { writeFile } from '../../../domain/files/write.ts'
import { NO_HOLD } from '../../../domain/locks/lock.ts'
import { SYSTEM } from '../../../vocabulary/actor.ts'
import { decideConfig } from '../../config/config.ts'
import { readSettings } from '../../config/env.ts'
import { openHouse } from '../../house.ts'
import { openLog } from '../../log.ts'

const main = join(import.meta.dirname, '..', '..', 'main.ts')
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuage-cli-'))
})
afterEach(() => rm(folder, { recursive: true }))

const start = (data: string, ...words: string[]): ChildProcess =>
  spawn(process.execPath, [main, ...words, '--json'], {
    env: { PATH: process.env.PATH, NUAGE_DATA: join(folder, data) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

async function run(data: string, ...words: string[]): Promise<{ code: number | null; said: string }> {
  const child = start(data, ...words)
  let said = ''
  child.stdout!.on('data', (chunk) => {
    said += chunk
  })
  child.stderr!.on('data', (chunk) => {
    said += chunk
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, said }
}

const house = (data: string) =>
  openHouse(decideConfig(readSettings({ NUAGE_DATA: join(folder, data) }, folder), folder), openLog('silent'))

test('killed at any moment, then taken, restored and found sound', { timeout: 120_000 }, async () => {
  const { domain, close } = await house('old')
  await addPerson(domain, SYSTEM, { id: 'lea', password: 'un mot de passe long' })
  const lea = { kind: 'member', person: 'lea', admin: false } as const
  for (let i = 0; i < 300; i++) {
    const body = async function* () {
      yield Buffer.from(`file ${i} `.repeat(i + 1))
    }
    await writeFile(domain, lea, [`f${i}`], body(), { hold: NO_HOLD })
  }
  await close()

  for (const wait of [350, 500, 650]) {
    const child = start('old', 'backup', join(folder, 'backup'))
    const ended = new Promise((resolve) => child.once('close', resolve))
    await new Promise((resolve) => setTimeout(resolve, wait))
    child.kill('SIGKILL')
    await ended
  }
  const taken = await run('old', 'backup', join(folder, 'backup'))
  expect(taken).toMatchObject({ code: 0 })
  expect(JSON.parse(taken.said)).toMatchObject({ blobs: 300, damaged: [] })
  expect(JSON.parse((await run('old', 'backup', join(folder, 'backup'))).said)).toMatchObject({ copied: 0 })

  expect(await run('old', 'restore', join(folder, 'backup'))).toMatchObject({ code: 1 })
  expect((await run('new', 'restore', join(folder, 'nowhere'))).said).toContain('no complete backup')
  const killed = start('new', 'restore', join(folder, 'backup'))
  const ended = new Promise((resolve) => killed.once('close', resolve))
  await new Promise((resolve) => setTimeout(resolve, 600))
  killed.kill('SIGKILL')
  await ended
  const restored = await run('new', 'restore', join(folder, 'backup'))
  expect([0, 1]).toContain(restored.code)
  // It may have been complete before the kill.
  if (restored.code === 1) expect(restored.said).toContain('not empty')
  const looked = await run('new', 'doctor')
  expect(looked).toMatchObject({ code: 0 })
  expect(JSON.parse(looked.said)).toMatchObject({ clean: true, checked: { blobs: 300 }, findings: [] })

  const fresh = await house('new')
  expect(fresh.domain.secret).toEqual(domain.secret)
  await fresh.close()
})

test('jobs says what runs by itself, and that nothing waits', async () => {
  const { code, said } = await run('old', 'jobs')
  expect(code).toBe(0)
  const told = JSON.parse(said)
  expect(told.regular.map((job: { name: string }) => job.name)).toContain('garbage')
  expect(told.waiting).toEqual([])
})
