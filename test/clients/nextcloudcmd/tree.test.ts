import { beforeAll, expect, test } from 'vitest'
import { withTools } from '../../rigs/with-tools.ts'
import { put } from '../folder.ts'
import { type Server, startServer } from '../server.ts'
import { counts, type Device, newDevice } from './device.ts'

const FOLDERS = 50
const FILES = 1000

withTools('nextcloudcmd', 'nextcloudcmd with a thousand files', () => {
  let server: Server
  let one: Device
  let two: Device

  beforeAll(async () => {
    server = await startServer()
    const ada = await server.addPerson('ada')
    one = await newDevice(server, ada)
    two = await newDevice(server, ada)
    for (let i = 0; i < FILES; i++) {
      // Every 100th is empty, the others of some hundred bytes to some ten thousand.
      const body = i % 100 === 0 ? '' : `file ${i}\n`.repeat(1 + ((i * 37) % 1000))
      await put(one.folder, `folder ${i % FOLDERS}/file ${i}.txt`, body, 1_500_000_000 + i)
    }
    return async () => {
      await server.stop()
      await one.remove()
      await two.remove()
    }
  })

  test('brings them up, and down on another device, the same to the byte and the second', async () => {
    const up = await one.sync()
    expect(counts(up)).toMatchObject({ MKCOL: FOLDERS, PUT: FILES })
    const cpuUp = await server.cpuSeconds()
    const down = await two.sync()
    expect(counts(down)).toEqual({ PROPFIND: FOLDERS + 1, GET: FILES })
    const cpuDown = (await server.cpuSeconds()) - cpuUp
    console.log(
      `1,000 files up in ${up.seconds.toFixed(1)} s (${cpuUp.toFixed(1)} s of the server's processor, its start included),` +
        ` down in ${down.seconds.toFixed(1)} s (${cpuDown.toFixed(1)} s)`,
    )
    const there = await two.inventory()
    expect(Object.keys(there)).toHaveLength(FILES + FOLDERS)
    expect(there).toEqual(await one.inventory())
  })

  test('a run that has nothing to do transfers nothing, and soon asks for the root only', async () => {
    // Its own uploads changed the folders, which it now sees once.
    const second = await one.sync()
    expect(counts(second)).toEqual({ PROPFIND: FOLDERS + 1 })
    for (const device of [one, two, one]) expect(counts(await device.sync())).toEqual({ PROPFIND: 1 })
  })
})
