import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { withTools } from '../../rigs/with-tools.ts'
import { digest, put } from '../folder.ts'
import { decomposed, deep, oddNames } from '../names.ts'
import { type Server, startServer } from '../server.ts'
import { counts, type Device, newDevice } from './device.ts'

withTools('nextcloudcmd', 'nextcloudcmd with odd names', () => {
  let server: Server
  let one: Device
  let two: Device

  beforeAll(async () => {
    server = await startServer()
    const ada = await server.addPerson('ada')
    one = await newDevice(server, ada)
    two = await newDevice(server, ada)
    return async () => {
      await server.stop()
      await one.remove()
      await two.remove()
    }
  })

  test('odd names, empty files, empty folders and a path 20 folders deep arrive as they are', async () => {
    for (const [i, name] of oddNames.entries()) {
      await put(one.folder, name, name, 1_500_000_000 + i)
      await put(one.folder, `inside/${name.replace('.txt', '')}/${name}`, '', 1_400_000_000 + i)
    }
    await put(one.folder, `${deep(20)}/bottom.txt`, 'bottom', 1_234_567_890)
    await mkdir(join(one.folder, 'nothing in here'))
    await one.sync()
    await two.sync()
    const all = await two.inventory()
    expect(all).toEqual(await one.inventory())
    expect(all['nothing in here']).toBe('folder')
    await one.sync()
    expect(counts(await one.sync())).toEqual({ PROPFIND: 1 })
    expect(counts(await two.sync())).toEqual({ PROPFIND: 1 })
  })

  test('a name spelled as on a Mac settles at one file, and nothing of it is lost', async () => {
    await put(one.folder, `mac/${decomposed}`, 'apart', 1_500_000_000)
    await one.sync()
    await one.sync()
    expect(counts(await one.sync())).toEqual({ PROPFIND: 1 })
    await two.sync()
    const name = decomposed.normalize('NFC')
    for (const device of [one, two]) {
      expect(await readdir(join(device.folder, 'mac'))).toEqual([name])
      expect((await device.inventory())[`mac/${name}`]).toBe(`5 1500000000 ${digest('apart')}`)
    }
  })
})
