import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { createServer as createVite, type Plugin } from 'vite'
import { decideConfig } from '../server/src/runtime/config/config.ts'
import { readSettings } from '../server/src/runtime/config/env.ts'
import { openHouse } from '../server/src/runtime/house.ts'
import { openLog } from '../server/src/runtime/log.ts'
import { serve } from '../server/src/runtime/serve.ts'
import { openServing } from '../server/src/runtime/serving.ts'
import { settleSchool } from './settle-school.ts'

/**
 * For developers: the little school, kept between starts. The app comes from its sources and follows every change of
 * them at once; the server is started again when one of its own changes (`node --watch`).
 */
const BASE = '/assets/'
const ENTRY = '@id/__x00__nuage-dev'

/** What Vite would write into a page of its own; here the server writes the page, under the policy that it always has. */
const entry = (): Plugin => ({
  name: 'nuage-dev-entry',
  resolveId: (id) => (id === '\0nuage-dev' ? id : undefined),
  load: (id) =>
    id === '\0nuage-dev'
      ? `import '/@vite/client'
import refresh from '/@react-refresh'
refresh.injectIntoGlobalHook(window)
window.$RefreshReg$ = () => {}
window.$RefreshSig$ = () => (type) => type
await import('/src/main.tsx')`
      : undefined,
})

/** One that an earlier start left behind would go on showing the app as it was then. */
const NO_WORKER = 'self.addEventListener("install", () => self.registration.unregister())'

const folder = join(tmpdir(), 'nuage-dev')
const settings = { ...process.env, NUAGE_DATA: folder }
const wanted = decideConfig(readSettings(settings, folder), folder)
const config = decideConfig(readSettings({ ...settings, NUAGE_LISTEN: '127.0.0.1:0' }, folder), folder)
const house = await openHouse(config, openLog('warn'))
const serving = await openServing(house, {
  app: { entry: ENTRY, styles: [], preload: [], words: {}, find: () => undefined },
})
const front = createServer()
const vite = await createVite({
  configFile: join(import.meta.dirname, '..', 'web', 'vite.config.ts'),
  // Else it is written down anew at each start, which would start the server again.
  configLoader: 'native',
  base: BASE,
  appType: 'custom',
  plugins: [entry()],
  server: { middlewareMode: true, hmr: { server: front } },
})

/** Everything but the app’s own modules is answered by the server behind. */
function pass(target: URL, asked: IncomingMessage, answer: ServerResponse): void {
  const { method, url, headers } = asked
  const behind = request(
    { host: target.hostname, port: target.port, method, path: url, headers },
    (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers)
      given.pipe(answer)
    },
  )
  behind.on('error', () => answer.destroy())
  asked.pipe(behind)
}

/** Sockets of the app; those of Vite it takes itself. */
function upgrade(target: URL, { url, rawHeaders, headers }: IncomingMessage, socket: Duplex): void {
  if (headers['sec-websocket-protocol']?.startsWith('vite') === true) return
  const behind = connect(Number(target.port), target.hostname, () => {
    const lines = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1]}`] : []))
    behind.write(`GET ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    behind.pipe(socket).pipe(behind)
  })
  behind.on('error', () => socket.destroy())
  socket.on('error', () => behind.destroy())
}

async function listen(): Promise<string> {
  const target = new URL(await serving.listen())
  await settleSchool(house.domain, target.href)
  front.on('request', (asked, answer) => {
    if (asked.url?.startsWith(BASE)) vite.middlewares(asked, answer)
    else if (asked.url?.startsWith('/sw.js'))
      answer.writeHead(200, { 'content-type': 'text/javascript' }).end(NO_WORKER)
    else pass(target, asked, answer)
  })
  front.on('upgrade', (asked, socket) => upgrade(target, asked, socket))
  const { host, port } = wanted.listen
  await new Promise<void>((resolve) => front.listen(port, host, resolve))
  return `http://${host}:${port}/`
}

async function close(): Promise<void> {
  front.closeAllConnections()
  front.close()
  await vite.close()
  await serving.close()
}

process.exitCode = await serve({ listen, close })
await house.close()
