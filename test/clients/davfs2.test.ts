import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Credentials } from '../protocol/client.ts'
import { withTools } from '../rigs/with-tools.ts'
import { digest, freshFolder, noise, put, removeFolder } from './folder.ts'
import { oddNames } from './names.ts'
import { mustRun, runClient } from './run-client.ts'
import { type Server, startServer } from './server.ts'

/** The group whose members may keep a cache for the mounting program. */
async function cacheGroup(): Promise<number> {
  const line = /^davfs2:[^:]*:(\d+):/m.exec(await readFile('/etc/group', 'utf8'))
  if (line === null) throw new Error('the group davfs2 is missing')
  return Number(line[1])
}

withTools('davfs2', 'davfs2', () => {
  let server: Server
  let ada: Credentials
  let folder: string
  let mounted: string
  const files = '/remote.php/dav/files/ada'

  beforeAll(async () => {
    server = await startServer()
    ada = await server.addPerson('ada')
    folder = await freshFolder('davfs2')
    // The program gives up root's rights, and must still reach its cache.
    await chmod(folder, 0o755)
    mounted = join(folder, 'mounted')
    const cache = join(folder, 'cache')
    for (const made of [mounted, cache]) await mkdir(made)
    await chown(cache, 0, await cacheGroup())
    await chmod(cache, 0o775)
    await put(folder, 'secrets', `${server.url}${files}/ ${ada.user} ${ada.password}\n`)
    await chmod(join(folder, 'secrets'), 0o600)
    const settings = [
      `secrets ${join(folder, 'secrets')}`,
      `cache_dir ${cache}`,
      'ask_auth 0',
      'use_locks 1',
      'delay_upload 0',
      // Kernels since 6.13 ask for more of a folder at once than the usual 16 KiB hold, and get an error.
      'buf_size 64',
    ]
    await put(folder, 'davfs2.conf', `${settings.join('\n')}\n`)
    return async () => {
      await runClient('umount', [mounted], { limit: 60 })
      await server.stop()
      await removeFolder(folder)
    }
  })

  const mount = () =>
    mustRun('mount.davfs', [`${server.url}${files}/`, mounted, '-o', `conf=${join(folder, 'davfs2.conf')}`], {
      env: { HOME: folder },
      limit: 30,
    })

  /** Waits until everything is on the server. */
  const unmount = () => mustRun('umount', [mounted], { limit: 90 })

  const bytesOf = async (name: string): Promise<Buffer> =>
    (await server.client(ada).dav('GET', `${files}/${name.split('/').map(encodeURIComponent).join('/')}`))
      .body

  beforeEach(async () => {
    await mount()
    return () => runClient('umount', [mounted], { limit: 60 })
  })

  test('ordinary editors save into it, in place and by renaming over', async () => {
    const file = join(mounted, 'letter.txt')
    await writeFile(file, 'Dear Ada,\none\n')
    await mustRun('ed', ['-s', file], { input: '2s/one/two/\nw\nq\n' })
    await mustRun('sed', ['-i', 's/two/three/', file])
    await put(mounted, 'report.txt', 'draft\n')
    // As office programs save: a new file beside, the old one out of the way, the new one into its place.
    await writeFile(join(mounted, '.~report.txt'), 'final\n')
    await rename(join(mounted, 'report.txt'), join(mounted, 'report.bak'))
    await rename(join(mounted, '.~report.txt'), join(mounted, 'report.txt'))
    await rm(join(mounted, 'report.bak'))
    await writeFile(join(mounted, 'overwritten.txt'), 'first')
    await writeFile(join(mounted, 'overwriting.txt'), 'second')
    await rename(join(mounted, 'overwriting.txt'), join(mounted, 'overwritten.txt'))
    expect(await readFile(file, 'utf8')).toBe('Dear Ada,\nthree\n')
    await unmount()
    expect((await bytesOf('letter.txt')).toString()).toBe('Dear Ada,\nthree\n')
    expect((await bytesOf('report.txt')).toString()).toBe('final\n')
    expect((await bytesOf('overwritten.txt')).toString()).toBe('second')
    for (const gone of ['report.bak', '.~report.txt', 'overwriting.txt'])
      expect((await server.client(ada).dav('GET', `${files}/${gone}`)).status).toBe(404)
  })

  test('what one mount wrote the next one reads: folders, a big file, odd names, empty files', async () => {
    const big = noise(40_000_000, 'big')
    const names = oddNames
    await put(mounted, 'was/deep/big.bin', big)
    for (const name of names) await put(mounted, `was/${name}`, name)
    await put(mounted, 'was/empty.txt', '')
    await rename(join(mounted, 'was'), join(mounted, 'is à présent'))
    await unmount()
    expect(digest(await bytesOf('is à présent/deep/big.bin'))).toBe(digest(big))
    for (const name of names) expect((await bytesOf(`is à présent/${name}`)).toString()).toBe(name)
    await mount()
    const listed = await readdir(join(mounted, 'is à présent'))
    expect(listed.toSorted()).toEqual([...names, 'deep', 'empty.txt'].toSorted())
    for (const name of names) expect(await readFile(join(mounted, 'is à présent', name), 'utf8')).toBe(name)
    expect((await stat(join(mounted, 'is à présent/empty.txt'))).size).toBe(0)
    expect(digest(await readFile(join(mounted, 'is à présent/deep/big.bin')))).toBe(digest(big))
    await rm(join(mounted, 'is à présent'), { recursive: true })
    await unmount()
    expect((await server.client(ada).dav('PROPFIND', `${files}/is%20%C3%A0%20pr%C3%A9sent`)).status).toBe(404)
  })

  test('sees what another client wrote, and is locked out of what another holds', async () => {
    const other = server.client(ada)
    const file = join(mounted, 'shared.txt')
    // It looks at a folder it knows once a minute, and whenever it starts.
    await unmount()
    await other.dav('PUT', `${files}/shared.txt`, { body: 'theirs' })
    await mount()
    expect(await readFile(file, 'utf8')).toBe('theirs')
    await unmount()
    await other.dav('PUT', `${files}/shared.txt`, { body: 'theirs, and newer' })
    await mount()
    expect(await readFile(file, 'utf8')).toBe('theirs, and newer')
    const lockinfo =
      '<?xml version="1.0"?><d:lockinfo xmlns:d="DAV:"><d:lockscope><d:exclusive/></d:lockscope><d:locktype><d:write/></d:locktype></d:lockinfo>'
    const locked = await other.dav('LOCK', `${files}/shared.txt`, { body: lockinfo })
    expect(locked.status).toBe(200)
    await expect(writeFile(file, 'ours')).rejects.toThrow()
    await other.dav('UNLOCK', `${files}/shared.txt`, {
      headers: { 'Lock-Token': locked.header('lock-token')! },
    })
    await writeFile(file, 'ours')
    await unmount()
    expect((await bytesOf('shared.txt')).toString()).toBe('ours')
  })
})
