import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Credentials } from '../protocol/client.ts'
import { withTools } from '../rigs/with-tools.ts'
import { freshFolder, inventory, noise, put, removeFolder } from './folder.ts'
import { decomposed, deep, longestName, oddNames } from './names.ts'
import { mustRun, type Ran } from './run-client.ts'
import { type Server, startServer } from './server.ts'

withTools('rclone', 'rclone', () => {
  let server: Server
  let ada: Credentials
  let folder: string
  let here: string
  let env: NodeJS.ProcessEnv
  const big = noise(30_000_000, 'rclone')

  beforeAll(async () => {
    server = await startServer()
    ada = await server.addPerson('ada')
    folder = await freshFolder('rclone')
    here = join(folder, 'here')
    env = {
      HOME: folder,
      RCLONE_CONFIG: '/dev/null',
      RCLONE_CONFIG_CLOUD_TYPE: 'webdav',
      RCLONE_CONFIG_CLOUD_VENDOR: 'nextcloud',
      RCLONE_CONFIG_CLOUD_URL: `${server.url}/remote.php/dav/files/${ada.user}`,
      RCLONE_CONFIG_CLOUD_USER: ada.user,
    }
    const hidden = await mustRun('rclone', ['obscure', ada.password], { env })
    env.RCLONE_CONFIG_CLOUD_PASS = hidden.stdout.trim()
    for (const [i, name] of [...oddNames, longestName].entries())
      await put(here, `odd/${name}`, name, 1_500_000_000 + i)
    await put(here, `odd/ blank in front.txt`, 'x', 951_782_400)
    await put(here, `odd/blank behind `, 'x', 86_401)
    await put(here, `odd/dot behind.`, 'x', 4_000_000_000)
    await put(here, `${deep(20)}/bottom.txt`, 'bottom', 1_234_567_890)
    await put(here, 'empty.txt', '', 1_111_111_111)
    await put(here, 'big.bin', big, 1_600_000_000)
    return async () => {
      await server.stop()
      await removeFolder(folder)
    }
  })

  const rclone = (...args: string[]): Promise<Ran> => mustRun('rclone', [...args, '--retries', '1'], { env })

  /** How many it counted, e.g. `Transferred: 14 / 14, 100%` in its last report. */
  const transferred = ({ output }: Ran): number =>
    Number(
      /^Transferred:\s+(\d+) \/ \d+, 100%$/m.exec(output.slice(output.lastIndexOf('Transferred:')))?.[1] ?? 0,
    )

  test('copies a tree up, and finds both sides the same', async () => {
    const first = await rclone('copy', here, 'cloud:tree', '-v')
    expect(transferred(first)).toBe(oddNames.length + 7)
    for (const sides of [
      [here, 'cloud:tree'],
      ['cloud:tree', here],
    ]) {
      const checked = await rclone('check', ...sides)
      expect(checked.output).toContain('0 differences found')
      expect(checked.output).toContain(`${oddNames.length + 7} matching files`)
      // Compared by what the server says are their checksums, and by their bytes.
      expect(checked.output).not.toContain('could not be checked')
      expect((await rclone('check', '--download', ...sides)).output).toContain('0 differences found')
    }
    const second = await rclone('copy', here, 'cloud:tree', '-v')
    expect(transferred(second)).toBe(0)
    expect(second.output).not.toContain('Copied')
    expect(second.output).not.toContain('Updated modification time')
  })

  test('brings it down with the same bytes and times', async () => {
    const back = join(folder, 'back')
    await rclone('copy', 'cloud:tree', back)
    expect(await inventory(back)).toEqual(await inventory(here))
    const times = (text: string): string[] =>
      text
        .replaceAll(/\.\d+ /g, '.000000000 ')
        .split('\n')
        .sort()
    expect(times((await rclone('lsl', 'cloud:tree')).stdout)).toEqual(
      times((await rclone('lsl', here)).stdout),
    )
  })

  test('keeps one file for a name spelled in two ways', async () => {
    const twoWays = join(folder, 'two ways')
    await put(twoWays, decomposed, 'apart', 1_500_000_000)
    expect(transferred(await rclone('copy', twoWays, 'cloud:two ways', '-v'))).toBe(1)
    expect(transferred(await rclone('copy', twoWays, 'cloud:two ways', '-v'))).toBe(0)
    expect((await rclone('lsf', 'cloud:two ways')).stdout).toBe(`${decomposed.normalize('NFC')}\n`)
    expect((await rclone('check', twoWays, 'cloud:two ways')).output).toContain('1 matching files')
  })

  test('changes times, moves, renames, reads parts, and tells the space there is', async () => {
    await rclone('copyto', join(here, 'big.bin'), 'cloud:move me.bin')
    await rclone('moveto', 'cloud:move me.bin', 'cloud:moved/à here.bin')
    await rclone('moveto', 'cloud:moved', 'cloud:moved again')
    expect((await rclone('lsf', '-R', 'cloud:moved again')).stdout).toBe('à here.bin\n')
    const part = await rclone('cat', 'cloud:moved again/à here.bin', '--offset', '12345678', '--count', '40')
    expect(part.stdout).toBe(big.subarray(12_345_678, 12_345_718).toString('utf8'))
    await put(folder, 'times/later.txt', 'later', 1_700_000_000)
    await rclone('copy', join(folder, 'times'), 'cloud:times')
    await put(folder, 'times/later.txt', 'later', 1_700_000_777)
    expect((await rclone('copy', join(folder, 'times'), 'cloud:times', '-v')).code).toBe(0)
    expect((await rclone('lsf', '--format', 't', 'cloud:times')).stdout).toBe(
      (await rclone('lsf', '--format', 't', join(folder, 'times'))).stdout,
    )
    const about = JSON.parse((await rclone('about', 'cloud:', '--json')).stdout) as Record<string, number>
    expect(about.used).toBeGreaterThan(big.length * 2)
    expect(about.free).toBeGreaterThan(0)
    await mkdir(join(folder, 'nothing'))
    await rclone('sync', join(folder, 'nothing'), 'cloud:times')
    expect((await rclone('lsf', 'cloud:times')).stdout).toBe('')
  })

  test('purges', async () => {
    await rclone('purge', 'cloud:tree')
    expect((await rclone('lsf', 'cloud:')).stdout).not.toContain('tree/')
  })
})
