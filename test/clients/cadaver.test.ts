import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Credentials } from '../protocol/client.ts'
import { withTools } from '../rigs/with-tools.ts'
import { freshFolder, noise, put, removeFolder } from './folder.ts'
import { mustRun } from './run-client.ts'
import { type Server, startServer } from './server.ts'

withTools('cadaver', 'cadaver', () => {
  let server: Server
  let ada: Credentials
  let home: string
  const picture = noise(300_000, 'picture')
  const files = '/remote.php/dav/files/ada'

  beforeAll(async () => {
    server = await startServer()
    ada = await server.addPerson('ada')
    home = await freshFolder('cadaver')
    const netrc = join(home, '.netrc')
    await writeFile(netrc, `machine 127.0.0.1\nlogin ${ada.user}\npassword ${ada.password}\n`)
    await chmod(netrc, 0o600)
    await put(home, 'hello.txt', 'hello\n')
    await put(home, 'été à Köln.bin', picture)
    return async () => {
      await server.stop()
      await removeFolder(home)
    }
  })

  /** Types these lines, and returns what was said to each. */
  async function session(...lines: string[]): Promise<string[]> {
    const ran = await mustRun('cadaver', [`${server.url}${files}/`], {
      env: { HOME: home },
      cwd: home,
      input: [...lines, 'quit', ''].join('\n'),
      limit: 60,
    })
    const answers = ran.output.split(/^dav:\S*[>?] /m).slice(1)
    expect(answers).toHaveLength(lines.length + 1)
    return answers.slice(0, -1).map((answer, i) => {
      expect(answer).toContain(lines[i])
      return answer.slice(answer.indexOf('\n') + 1)
    })
  }

  test('makes folders, puts, lists, copies, moves, gets back the same bytes, and deletes', async () => {
    const said = await session(
      'mkcol docs',
      'put hello.txt docs/hello.txt',
      'put "été à Köln.bin"',
      'ls docs',
      'ls',
      'copy docs/hello.txt docs/copy.txt',
      'move docs/copy.txt "moved – à.txt"',
      'get "été à Köln.bin" back.bin',
      'get "moved – à.txt" moved.txt',
      'cat docs/hello.txt',
      'delete "moved – à.txt"',
      'ls',
      'rmcol docs',
      'ls',
    )
    for (const i of [0, 1, 2, 5, 6, 7, 8, 10, 12]) expect(said[i]).toMatch(/succeeded\.\s*$/)
    expect(said[3]).toMatch(/^\s+hello\.txt\s+6 /m)
    expect(said[4]).toMatch(/^Coll:\s+docs /m)
    expect(said[4]).toMatch(/^\s+été à Köln\.bin\s+300000 /m)
    expect(said[9]).toContain('hello\n')
    expect(said[11]).not.toContain('moved')
    expect(said[13]).not.toContain('docs')
    expect(await readFile(join(home, 'back.bin'))).toEqual(picture)
    expect(await readFile(join(home, 'moved.txt'), 'utf8')).toBe('hello\n')
  })

  test('keeps properties of its own, names them, and forgets them', async () => {
    const said = await session(
      'put hello.txt kept.txt',
      'propset kept.txt colour blue',
      'propget kept.txt colour',
      'propnames kept.txt',
      'propget kept.txt',
      'propdel kept.txt colour',
      'propget kept.txt colour',
      'propnames kept.txt',
    )
    expect(said[1]).toContain('succeeded')
    expect(said[2]).toContain('Value of colour is: blue')
    const names = said[3]!.split('\n').map((line) => line.replace(/^.*': /, '').trim())
    expect(names).toContain('http://webdav.org/cadaver/custom-properties/ colour')
    expect(names).toContain('DAV: getcontentlength')
    // What a file does not have is not among its names.
    expect(names).not.toContain('DAV: quota-used-bytes')
    expect(said[4]).toContain('DAV: getcontentlength = 6')
    expect(said[5]).toContain('succeeded')
    expect(said[6]).toContain('404 Not Found')
    expect(said[7]).not.toContain('colour')
  })

  test('locks files and folders, writes with the lock, and shuts others out', async () => {
    const other = server.client(ada)
    const write = () => other.dav('PUT', `${files}/locked.txt`, { body: 'other' })
    const said = await session(
      'put hello.txt locked.txt',
      'lock locked.txt',
      'discover locked.txt',
      'put hello.txt locked.txt',
      'mkcol shelf',
      'lock shelf',
      'put hello.txt shelf/second.txt',
      'showlocks',
      'unlock shelf',
    )
    for (const i of [0, 1, 3, 4, 5, 6, 8]) expect(said[i]).toMatch(/succeeded\.\s*$/)
    expect(said[2]).toMatch(/Lock token <opaquelocktoken:[0-9a-f-]+>:/)
    expect(said[2]).toMatch(/Scope: exclusive {2}Type: write {2}Timeout: 1[78]\d\d seconds/)
    expect(said[7]).toContain('locked.txt')
    expect(said[7]).toContain('shelf')
    // The session is over, its lock on the file is not.
    expect((await write()).status).toBe(423)
    const token = /<(opaquelocktoken:[0-9a-f-]+)>/.exec(said[2]!)![1]!
    const released = await other.dav('UNLOCK', `${files}/locked.txt`, {
      headers: { 'Lock-Token': `<${token}>` },
    })
    expect(released.status).toBe(204)
    expect((await write()).status).toBe(204)
    expect((await other.dav('GET', `${files}/locked.txt`)).text).toBe('other')
  })
})
