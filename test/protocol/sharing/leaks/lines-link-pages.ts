import type { Ask } from './ask.ts'
import type { Asks } from './lines-dav.ts'
import type { Thing } from './thing.ts'

/** What a visitor who knows names below a link would try. */
const queries = ({ folder, file }: Thing): Record<string, string>[] => [
  {},
  { path: `/${file.name}` },
  { path: `/${folder.name}`, file: `/${file.name}`, files: JSON.stringify([file.name]), page: '1' },
  { path: `/../${folder.name}`, file: `/../${file.name}` },
]

const FORM = 'application/x-www-form-urlencoded'

const page =
  (method: string, path: string): Asks =>
  (thing) =>
    (method === 'GET' || /(rename|remove)$/.test(path) ? queries(thing) : [{}]).map((query): Ask => {
      const filled = path
        .replace(':token', thing.token)
        .replace(':what', 'showShare')
        .replace(':name', encodeURIComponent(thing.file.name))
        .replace(/:short|:at/, '1')
      const asked = new URLSearchParams({ ...query, x: '64', y: '64' }).toString()
      return {
        ...{ method, path: `${filled}?${asked}`, headers: { accept: 'text/html' } },
        ...(method === 'GET'
          ? {}
          : { headers: { accept: 'text/html', 'Content-Type': FORM }, body: 'a=b&name=c&seen=d' }),
      }
    })

const all = (method: string, paths: readonly string[]): [string, Asks][] =>
  paths.map((path) => [`${method} ${path}`, page(method, path)])

/** The pages that strangers are shown, and the pictures in them. */
export const LINK_PAGE_LINES: Readonly<Record<string, Asks>> = Object.fromEntries([
  ...all('GET', ['/s/:token', '/s/:token/authenticate/:what', '/s/:token/view', '/s/:token/page']),
  ...all('GET', ['/s/:token/download', '/s/:token/download/:name', '/s/:token/privacy', '/s/:token/report']),
  ...all('GET', ['/s/:token/qr.svg', '/s/:token/qr.png', '/s/:token/poster', '/s/:token/poster.pdf']),
  ...all('GET', ['/s/:token/preview', '/apps/files_sharing/publicpreview/:token', '/c/:short']),
  ...all('GET', ['/s/:token/remove']),
  ...all('POST', ['/s/:token/rename', '/s/:token/remove']),
  ...all('GET', ['/s/:token/receipt', '/s/:token/attachment/:at']),
  ...all('POST', [
    '/s/:token/authenticate/:what',
    '/s/:token/upload',
    '/s/:token/reopen',
    '/s/:token/report',
  ]),
  ...all('POST', ['/s/:token/poster.pdf', '/s/:token/deposit', '/s/:token/deposit/begin']),
  ...all('POST', ['/s/:token/deposit/finish', '/s/:token/receipt']),
])
