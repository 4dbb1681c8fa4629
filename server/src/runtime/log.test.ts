import { expect, test } from 'vitest'
import { openLog } from './log.ts'
import { redactPath } from './redact-path.ts'

function capture(): { log: ReturnType<typeof openLog>; lines: string[] } {
  const lines: string[] = []
  return { log: openLog('info', { write: (line: string) => lines.push(line) }), lines }
}

const opened: [path: string, shown: string][] = [
  ['/s/Abc123', '/s/***'],
  ['/index.php/s/Abc123/download?path=%2F', '/index.php/s/***/download?path=%2F'],
  ['/cloud/s/Abc123/authenticate/x', '/cloud/s/***/authenticate/x'],
  ['/login/v2/flow/Abc123', '/login/v2/flow/***'],
  ['/index.php/login/v2/flow/Abc123', '/index.php/login/v2/flow/***'],
  ['/public.php/dav/files/Abc123/a/b.odt', '/public.php/dav/files/***/a/b.odt'],
  ['/public.php/dav/uploads/Abc123/u1/.file', '/public.php/dav/uploads/***/u1/.file'],
  ['/c/abc-def-123456', '/c/***'],
  ['/remote.php/dav/public-files/Abc123', '/remote.php/dav/public-files/***'],
  ['/setup/Abc123', '/setup/***'],
  ['/signup/letter/Abc123', '/signup/letter/***'],
  ['/index.php/forgotten/letter/Abc123?lang=en', '/index.php/forgotten/letter/***?lang=en'],
  ['/email/letter/Abc123', '/email/letter/***'],
  ['/signup/account', '/signup/account'],
  ['/login/v2/poll?token=Abc123&x=1', '/login/v2/poll?token=***&x=1'],
  ['/login/oidc/aen?code=Abc123&state=Abc123', '/login/oidc/aen?code=***&state=***'],
  ['/login/finish?answer=Abc123', '/login/finish?answer=***'],
  ['/a?x=1&Password=Abc123#b', '/a?x=1&Password=***#b'],
]

test.each(opened)('%s is logged as %s', (path, shown) => {
  expect(redactPath(path)).toBe(shown)
})

test.each([
  '/remote.php/dav/files/ada/s',
  '/remote.php/dav/files/ada/notes.txt',
  '/status.php',
  '/ocs/v2.php/cloud/user?format=json',
])('%s is logged as it is', (path) => {
  expect(redactPath(path)).toBe(path)
})

test('an event is one line of JSON with a time and a level', () => {
  const { log, lines } = capture()
  log.info({ port: 8080 }, 'listening')
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0]!)).toEqual({
    level: 'info',
    time: expect.any(String),
    port: 8080,
    msg: 'listening',
  })
  expect(Date.parse(JSON.parse(lines[0]!).time)).not.toBeNaN()
})

test('no credential reaches the log', () => {
  const { log, lines } = capture()
  const headers = { authorization: 'Basic hunter2', cookie: 'id=hunter2', accept: '*/*' }
  log.info({ headers, password: 'hunter2', account: { appPassword: 'hunter2', token: 'hunter2' } })
  log.info({
    req: { method: 'GET', url: '/s/hunter2?token=hunter2', headers },
    url: '/login/v2/flow/hunter2',
  })
  log.error({ err: new Error('no answer from postgres://nuage:hunter2@db and /s/hunter2') }, 'failed')
  expect(lines).toHaveLength(3)
  expect(lines.join('')).not.toContain('hunter2')
  expect(JSON.parse(lines[0]!).headers.accept).toBe('*/*')
  expect(JSON.parse(lines[1]!).req).toEqual({ method: 'GET', url: '/s/***?token=***' })
  expect(JSON.parse(lines[2]!).err.message).toBe('no answer from postgres://nuage:***@db and /s/***')
})

test('what is below the level is left out', () => {
  const { log, lines } = capture()
  log.debug('chatter')
  expect(lines).toEqual([])
})
