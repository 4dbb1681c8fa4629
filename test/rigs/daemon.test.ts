import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { withTools } from './with-tools.ts'

const daemonModule = join(import.meta.dirname, 'daemon.ts')

/** A process that starts a daemon with a folder, says which, and goes on for ever. */
const owner = `
  import { mkdtempSync } from 'node:fs'
  import { tmpdir } from 'node:os'
  import { removeAtExit, startDaemon } from ${JSON.stringify(daemonModule)}
  const folder = mkdtempSync(tmpdir() + '/nuage-orphan-')
  removeAtExit(folder)
  const daemon = startDaemon('sleep', ['600'])
  console.log(JSON.stringify({ pid: daemon.pid, folder }))
  setInterval(() => {}, 1000)
  if (process.argv[1] === 'throw') setTimeout(() => { throw new Error('crash') }, 50)
`

const alive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function gone(pid: number): Promise<boolean> {
  for (let turn = 0; turn < 100 && alive(pid); turn++) await setTimeout(50)
  return !alive(pid)
}

async function startOwner(...args: string[]) {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', owner, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [line] = await once(createInterface(child.stdout), 'line')
  return { child, ...(JSON.parse(line) as { pid: number; folder: string }) }
}

test.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)(
  '%s to the owner ends daemon and folder',
  async (signal) => {
    const { child, pid, folder } = await startOwner()
    expect(alive(pid)).toBe(true)
    child.kill(signal)
    expect(await gone(pid)).toBe(true)
    expect(existsSync(folder)).toBe(false)
  },
)

test('an owner that crashes leaves neither', async () => {
  const { pid, folder } = await startOwner('throw')
  expect(await gone(pid)).toBe(true)
  expect(existsSync(folder)).toBe(false)
})

test('an owner that is killed leaves no daemon', async () => {
  const { child, pid, folder } = await startOwner()
  child.kill('SIGKILL')
  expect(await gone(pid)).toBe(true)
  // Nobody is left to remove the folder.
  const { rmSync } = await import('node:fs')
  rmSync(folder, { recursive: true })
})

withTools(['postgres', 'redis'], 'servers for tests', () => {
  test('PostgreSQL gives empty databases apart from each other, and ends', async () => {
    const { default: pg } = await import('pg')
    const { startPostgres, dropDatabase } = await import('./postgres.ts')
    const rig = await startPostgres()
    try {
      const [first, second] = [await rig.createDatabase(), await rig.createDatabase()]
      const ask = async (address: string, text: string) => {
        const client = new pg.Client({ connectionString: address })
        await client.connect()
        try {
          return (await client.query(text)).rows
        } finally {
          await client.end()
        }
      }
      await ask(first, 'create table only_here (id int)')
      await expect(ask(second, 'select * from only_here')).rejects.toThrow('does not exist')
      expect(await ask(first, 'show fsync')).toEqual([{ fsync: 'on' }])
      await dropDatabase(rig.server, first)
      await expect(ask(first, 'select 1')).rejects.toThrow('does not exist')
    } finally {
      await rig.stop()
    }
    await expect(rig.createDatabase()).rejects.toThrow('ECONNREFUSED')
  })

  test('Redis answers, and ends', async () => {
    const { startRedis } = await import('./redis.ts')
    const rig = await startRedis()
    expect(rig.address).toMatch(/^redis:\/\/127\.0\.0\.1:\d+$/)
    await rig.stop()
  })
})
