import { beforeAll, expect, test } from 'vitest'
import type { Credentials } from '../protocol/client.ts'
import { withTools } from '../rigs/with-tools.ts'
import { freshFolder, removeFolder } from './folder.ts'
import { runClient } from './run-client.ts'
import { type Server, startServer } from './server.ts'

/** How many tests litmus 0.13 has of each kind: fewer means that it gave up on the way. */
const COUNTS = { basic: 16, copymove: 13, props: 30, locks: 41, http: 4 }

const SUMMARY = /<- summary for `(\w+)': of (\d+) tests run: (\d+) passed, (\d+) failed/g

withTools('litmus', 'litmus', () => {
  let server: Server
  let ada: Credentials
  let folder: string

  beforeAll(async () => {
    server = await startServer()
    ada = await server.addPerson('ada')
    folder = await freshFolder('litmus')
    return async () => {
      await server.stop()
      await removeFolder(folder)
    }
  })

  test.each(['/remote.php/dav/files/ada/', '/remote.php/webdav/'])(
    'finds nothing to fail and nothing to warn of at %s',
    async (path) => {
      // It writes its traces where it stands.
      const ran = await runClient('litmus', ['-k', `${server.url}${path}`, ada.user, ada.password], {
        cwd: folder,
      })
      const lines = ran.output.replaceAll('\r', '\n')
      expect(lines.split('\n').filter((line) => /FAIL|WARNING|SKIPPED|skipped/.test(line))).toEqual([])
      const passed = [...lines.matchAll(SUMMARY)].map(([, name, run, good, bad]) => [
        name,
        +run!,
        +good!,
        +bad!,
      ])
      expect(passed).toEqual(Object.entries(COUNTS).map(([name, count]) => [name, count, count, 0]))
      expect(ran.code).toBe(0)
    },
  )
})
