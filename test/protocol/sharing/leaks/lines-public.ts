import type { Ask } from './ask.ts'
import type { Asks } from './lines-dav.ts'
import type { Thing } from './thing.ts'

const PUBLIC = '/public.php/dav/files'
const UPLOADS = '/public.php/dav/uploads'
const XML = { 'Content-Type': 'application/xml', Depth: '1' }

/** What a visitor knows and guesses: the address itself, and names below it. */
const addresses = ({ token, file, folder }: Thing): string[] =>
  ['', `/${file.name}`, `/${folder.name}/${file.name}`, `/../${file.name}`].map(
    (rest) => `${PUBLIC}/${token}${rest}`,
  )

const on =
  (method: string, more: Omit<Ask, 'method' | 'path'> = {}): Asks =>
  (thing) =>
    addresses(thing).map((path) => ({ method, path, ...more }))

/** The old address, where the token is the user's name. */
const old = (thing: Thing, method: string): Ask => ({
  ...{ method, path: `/public.php/webdav/${thing.file.name}` },
  headers: { Authorization: `Basic ${Buffer.from(`${thing.token}:`).toString('base64')}`, Depth: '1' },
})

const taken = (thing: Thing): string => `${PUBLIC}/${thing.token}/taken.txt`
const upload = ({ token, file }: Thing): string => `${UPLOADS}/${token}/upload-${file.id}`
const atUpload =
  (method: string, rest = ''): Asks =>
  (thing) => [{ method, path: upload(thing) + rest, ...(method === 'PUT' ? { body: 'x' } : {}) }]

/** What is asked of a link without the right to it, by `tree METHOD`. */
export const PUBLIC_LINES: Readonly<Record<string, Asks>> = {
  'public-files OPTIONS': on('OPTIONS'),
  'public-files PROPFIND': (thing, asker) => [
    ...on('PROPFIND', { headers: XML })(thing, asker),
    old(thing, 'PROPFIND'),
  ],
  'public-files PROPPATCH': on('PROPPATCH', { headers: XML, body: '<d:propertyupdate xmlns:d="DAV:"/>' }),
  'public-files GET': (thing, asker) => [
    ...on('GET')(thing, asker),
    { method: 'GET', path: `${PUBLIC}/${thing.token}/?accept=zip` },
    old(thing, 'GET'),
  ],
  'public-files HEAD': on('HEAD'),
  'public-files PUT': (thing) =>
    addresses(thing)
      .slice(2)
      .map((path) => ({ method: 'PUT', path, body: 'x' })),
  'public-files REPORT': on('REPORT', {
    headers: XML,
    body: '<oc:filter-files xmlns:oc="http://owncloud.org/ns"/>',
  }),
  'public-files MKCOL': on('MKCOL'),
  'public-files DELETE': (thing) => [
    { method: 'DELETE', path: `${PUBLIC}/${thing.token}/${thing.file.name}` },
  ],
  'public-files MOVE': (thing) => [
    { method: 'MOVE', path: addresses(thing)[1]!, headers: { Destination: taken(thing) } },
  ],
  'public-files COPY': (thing) => [
    { method: 'COPY', path: addresses(thing)[1]!, headers: { Destination: taken(thing) } },
  ],
  'public-uploads OPTIONS': atUpload('OPTIONS'),
  'public-uploads PROPFIND': (thing) => [
    { method: 'PROPFIND', path: `${UPLOADS}/${thing.token}`, headers: XML },
    { method: 'PROPFIND', path: upload(thing), headers: XML },
  ],
  'public-uploads PROPPATCH': atUpload('PROPPATCH'),
  'public-uploads GET': atUpload('GET', '/.file'),
  'public-uploads HEAD': atUpload('HEAD', '/.file'),
  'public-uploads MKCOL': atUpload('MKCOL'),
  'public-uploads PUT': atUpload('PUT', '/00001'),
  'public-uploads MOVE': (thing) => [
    {
      method: 'MOVE',
      path: `${upload(thing)}/.file`,
      headers: { Destination: `${PUBLIC}/${thing.token}/${thing.file.name}` },
    },
  ],
  'public-uploads COPY': atUpload('COPY', '/.file'),
  'public-uploads DELETE': atUpload('DELETE'),
}
