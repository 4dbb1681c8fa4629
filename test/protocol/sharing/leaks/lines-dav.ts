import type { Ask } from './ask.ts'
import type { Thing } from './thing.ts'

/** Who asks, and where they would look for the thing. */
export interface Asker {
  /** The name in their addresses; somebody without an account tries the owner's. */
  readonly user: string
  readonly owner: string
  /** Where the folder was, or would be, in their own tree. */
  readonly place: string
  /** Left to them from the time when they might. */
  readonly direct?: string | undefined
}

export type Asks = (thing: Thing, asker: Asker) => readonly Ask[]

const DAV = '/remote.php/dav'
const PROPERTIES = `<d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns"><d:prop>
<d:displayname/><d:getetag/><d:getcontentlength/><d:resourcetype/><oc:id/><oc:fileid/><oc:size/><oc:checksums/><oc:share-types/>
<oc:permissions/><oc:display-name/><oc:message/><nc:sharees/><nc:note/><nc:has-preview/><oc:comments-count/><nc:system-tags/><oc:favorite/></d:prop></d:propfind>`
const XML = { 'Content-Type': 'application/xml' }

const encode = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

/** By the name it has in one's own tree, and in its owner's. */
const paths = (thing: Thing, { user, owner, place }: Asker, name: 'folder' | 'file'): string[] => {
  const below = name === 'file' ? `/${thing.file.name}` : ''
  return [
    `${DAV}/files/${user}/${encode(place + below)}`,
    `${DAV}/files/${owner}/${encode(thing.folder.name + below)}`,
    `/remote.php/webdav/${encode(place + below)}`,
  ]
}

const onFile =
  (method: string, more: Omit<Ask, 'method' | 'path'> = {}): Asks =>
  (thing, asker) =>
    paths(thing, asker, 'file').map((path) => ({ method, path, ...more }))

const onBoth =
  (method: string, more: Omit<Ask, 'method' | 'path'> = {}): Asks =>
  (thing, asker) =>
    [...paths(thing, asker, 'file'), ...paths(thing, asker, 'folder')].map((path) => ({
      method,
      path,
      ...more,
    }))

const away =
  (method: string): Asks =>
  (thing, asker) =>
    paths(thing, asker, 'file').map((path) => ({
      method,
      path,
      headers: { Destination: `${DAV}/files/${asker.user}/taken.txt`, Overwrite: 'F' },
    }))

const LOCK = `<d:lockinfo xmlns:d="DAV:"><d:lockscope><d:exclusive/></d:lockscope><d:locktype><d:write/></d:locktype></d:lockinfo>`
const FAVOURITE = `<d:propertyupdate xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:set><d:prop><oc:favorite>1</oc:favorite></d:prop></d:set></d:propertyupdate>`
const FILTER = (rule: string): string =>
  `<oc:filter-files xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop><oc:fileid/><d:getetag/><oc:size/></d:prop><oc:filter-rules>${rule}</oc:filter-rules></oc:filter-files>`

const basicSearch = (user: string, where: string): string =>
  `<d:searchrequest xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:basicsearch>
<d:select><d:prop><oc:fileid/><d:displayname/><d:getetag/><oc:size/></d:prop></d:select>
<d:from><d:scope><d:href>/files/${user}</d:href><d:depth>infinity</d:depth></d:scope></d:from>
<d:where>${where}</d:where><d:orderby/></d:basicsearch></d:searchrequest>`

const search: Asks = (thing, { user }) =>
  [
    `<d:like><d:prop><d:displayname/></d:prop><d:literal>%${thing.file.name}%</d:literal></d:like>`,
    '<d:like><d:prop><d:displayname/></d:prop><d:literal>%.txt</d:literal></d:like>',
    `<d:eq><d:prop><oc:fileid/></d:prop><d:literal>${thing.file.id}</d:literal></d:eq>`,
    '<d:gt><d:prop><d:getlastmodified/></d:prop><d:literal>1</d:literal></d:gt>',
  ].map((where) => ({ method: 'SEARCH', path: `${DAV}/`, headers: XML, body: basicSearch(user, where) }))

const trash = (thing: Thing, { user, owner }: Asker): string[] =>
  [user, owner].map((who) => `${DAV}/trashbin/${who}/trash/${encode(thing.gone.name)}.d${thing.gone.deleted}`)
const onTrashed =
  (method: string, headers: Readonly<Record<string, string>> = {}): Asks =>
  (thing, asker) =>
    trash(thing, asker).map((path) => ({ method, path, headers }))

const version = (thing: Thing, { user, owner }: Asker): string[] =>
  [user, owner].flatMap((who) => [
    `${DAV}/versions/${who}/versions/${thing.file.id}`,
    `${DAV}/versions/${who}/versions/${thing.file.id}/${thing.file.stamp}`,
  ])
const onVersion =
  (method: string, more: Omit<Ask, 'method' | 'path'> = {}): Asks =>
  (thing, asker) =>
    version(thing, asker).map((path) => ({ method, path, ...more }))

const at =
  (
    method: string,
    path: (thing: Thing, asker: Asker) => string,
    more: Omit<Ask, 'method' | 'path'> = {},
  ): Asks =>
  (thing, asker) => [{ method, path: path(thing, asker), ...more }]

const upload = ({ file }: Thing, { user }: Asker): string => `${DAV}/uploads/${user}/upload-${file.id}`
const commentsOf = ({ file }: Thing): string => `${DAV}/comments/files/${file.id}`
const relationsOf = ({ file }: Thing): string => `${DAV}/systemtags-relations/files/${file.id}`
const depth = (value: string): Omit<Ask, 'method' | 'path'> => ({
  headers: { ...XML, Depth: value },
  body: PROPERTIES,
})
const both =
  (one: Asks, other: Asks): Asks =>
  (thing, asker) => [...one(thing, asker), ...other(thing, asker)]

/** What is asked at each address of the file protocol, by `tree METHOD`. */
export const DAV_LINES: Readonly<Record<string, Asks>> = {
  'files OPTIONS': onBoth('OPTIONS'),
  'files PROPFIND': both(
    onBoth('PROPFIND', depth('1')),
    at('PROPFIND', (_, { user }) => `${DAV}/files/${user}/`, depth('1')),
  ),
  'files PROPPATCH': onBoth('PROPPATCH', { headers: XML, body: FAVOURITE }),
  'files GET': both(onFile('GET'), (thing, asker) =>
    paths(thing, asker, 'folder').flatMap((path) => [
      { method: 'GET', path: `${path}/?accept=zip` },
      { method: 'GET', path: `${path}/?accept=tar`, headers: { 'X-NC-Files': thing.file.name } },
    ]),
  ),
  'files HEAD': onFile('HEAD', { headers: { Range: 'bytes=0-9' } }),
  'files PUT': onFile('PUT', { body: 'overwritten' }),
  'files MKCOL': (thing, asker) =>
    paths(thing, asker, 'folder').map((path) => ({ method: 'MKCOL', path: `${path}/new` })),
  'files DELETE': onFile('DELETE'),
  'files MOVE': away('MOVE'),
  'files COPY': away('COPY'),
  'files LOCK': onFile('LOCK', { headers: { ...XML, 'X-User-Lock': '1' }, body: LOCK }),
  'files UNLOCK': onFile('UNLOCK', { headers: { 'X-User-Lock': '1' } }),
  'files REPORT': (thing, { user, owner }) =>
    [user, owner].flatMap((who) =>
      ['<oc:favorite>1</oc:favorite>', `<oc:systemtag>${thing.tag.id}</oc:systemtag>`].map((rule) => ({
        ...{ method: 'REPORT', path: `${DAV}/files/${who}/`, headers: XML, body: FILTER(rule) },
      })),
    ),
  'uploads OPTIONS': at('OPTIONS', upload),
  'uploads PROPFIND': at('PROPFIND', (_, { owner }) => `${DAV}/uploads/${owner}/`, depth('1')),
  'uploads PROPPATCH': at('PROPPATCH', upload, { headers: XML, body: FAVOURITE }),
  'uploads MKCOL': (thing, asker) => [
    {
      ...{ method: 'MKCOL', path: upload(thing, asker) },
      headers: { Destination: paths(thing, asker, 'file')[0]! },
    },
  ],
  'uploads PUT': at('PUT', (thing, asker) => `${upload(thing, asker)}/00001`, { body: 'x' }),
  'uploads GET': at('GET', (thing, asker) => `${upload(thing, asker)}/.file`),
  'uploads HEAD': at('HEAD', (thing, asker) => `${upload(thing, asker)}/.file`),
  'uploads MOVE': (thing, asker) =>
    paths(thing, asker, 'file').map((path) => ({
      ...{ method: 'MOVE', path: `${upload(thing, asker)}/.file`, headers: { Destination: path } },
    })),
  'uploads COPY': at('COPY', (thing, asker) => `${upload(thing, asker)}/.file`),
  'uploads DELETE': at('DELETE', upload),
  'trashbin OPTIONS': onTrashed('OPTIONS'),
  'trashbin PROPFIND': both(onTrashed('PROPFIND', { Depth: '1' }), (_, { user, owner }) =>
    [user, owner].map((who) => ({ method: 'PROPFIND', path: `${DAV}/trashbin/${who}/trash`, ...depth('1') })),
  ),
  'trashbin PROPPATCH': onTrashed('PROPPATCH'),
  'trashbin GET': onTrashed('GET'),
  'trashbin HEAD': onTrashed('HEAD'),
  'trashbin PUT': onTrashed('PUT'),
  'trashbin MKCOL': onTrashed('MKCOL'),
  'trashbin DELETE': onTrashed('DELETE'),
  'trashbin MOVE': (thing, asker) =>
    trash(thing, asker).map((path) => ({
      ...{ method: 'MOVE', path, headers: { Destination: `${DAV}/trashbin/${asker.user}/restore/back` } },
    })),
  'trashbin COPY': onTrashed('COPY'),
  'versions OPTIONS': onVersion('OPTIONS'),
  'versions PROPFIND': onVersion('PROPFIND', depth('1')),
  'versions PROPPATCH': onVersion('PROPPATCH', { headers: XML, body: FAVOURITE }),
  'versions GET': onVersion('GET'),
  'versions HEAD': onVersion('HEAD'),
  'versions PUT': onVersion('PUT', { body: 'x' }),
  'versions MKCOL': onVersion('MKCOL'),
  'versions DELETE': onVersion('DELETE'),
  'versions MOVE': (thing, asker) =>
    version(thing, asker).map((path) => ({
      ...{ method: 'MOVE', path, headers: { Destination: `${DAV}/versions/${asker.user}/restore/back` } },
    })),
  'versions COPY': onVersion('COPY'),
  'comments OPTIONS': at('OPTIONS', commentsOf),
  'comments PROPFIND': both(
    at('PROPFIND', commentsOf, depth('1')),
    at('PROPFIND', (thing) => `${commentsOf(thing)}/${thing.comment.id}`, depth('0')),
  ),
  'comments PROPPATCH': at('PROPPATCH', (thing) => `${commentsOf(thing)}/${thing.comment.id}`, {
    headers: XML,
    body: `<d:propertyupdate xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:set><d:prop><oc:message>mine</oc:message></d:prop></d:set></d:propertyupdate>`,
  }),
  'comments REPORT': at('REPORT', commentsOf, {
    headers: XML,
    body: '<oc:filter-comments xmlns:oc="http://owncloud.org/ns"><oc:limit>9</oc:limit><oc:offset>0</oc:offset></oc:filter-comments>',
  }),
  'comments POST': at('POST', commentsOf, {
    headers: { 'Content-Type': 'application/json' },
    body: '{"actorType":"users","verb":"comment","message":"me too"}',
  }),
  'comments DELETE': at('DELETE', (thing) => `${commentsOf(thing)}/${thing.comment.id}`),
  'comments PUT': at('PUT', commentsOf, { body: 'x' }),
  'comments MKCOL': at('MKCOL', commentsOf),
  'systemtags OPTIONS': at('OPTIONS', () => `${DAV}/systemtags`),
  'systemtags PROPFIND': at('PROPFIND', () => `${DAV}/systemtags`, depth('1')),
  'systemtags PROPPATCH': at('PROPPATCH', ({ tag }) => `${DAV}/systemtags/${tag.id}`, {
    headers: XML,
    body: FAVOURITE,
  }),
  'systemtags POST': at('POST', () => `${DAV}/systemtags`, {
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  }),
  'systemtags DELETE': at('DELETE', ({ tag }) => `${DAV}/systemtags/${tag.id}`),
  'systemtags PUT': at('PUT', ({ tag }) => `${DAV}/systemtags/${tag.id}`, { body: 'x' }),
  'systemtags MKCOL': at('MKCOL', () => `${DAV}/systemtags/new`),
  'systemtags-relations OPTIONS': at('OPTIONS', relationsOf),
  'systemtags-relations PROPFIND': at('PROPFIND', relationsOf, depth('1')),
  'systemtags-relations POST': at('POST', relationsOf, {
    headers: { 'Content-Type': 'application/json' },
    body: '{"name":"borrowed","userVisible":true,"userAssignable":true}',
  }),
  'systemtags-relations PUT': at('PUT', (thing) => `${relationsOf(thing)}/${thing.tag.id}`, { body: '' }),
  'systemtags-relations DELETE': at('DELETE', (thing) => `${relationsOf(thing)}/${thing.tag.id}`),
  'systemtags-relations MKCOL': at('MKCOL', (thing) => `${relationsOf(thing)}/${thing.tag.id}`),
  'systemtags-assigned OPTIONS': at('OPTIONS', () => `${DAV}/systemtags-assigned`),
  'systemtags-assigned PROPFIND': at('PROPFIND', () => `${DAV}/systemtags-assigned`, depth('1')),
  'avatars OPTIONS': at('OPTIONS', (_, { owner }) => `${DAV}/avatars/${owner}/64.png`),
  'avatars GET': at('GET', (_, { owner }) => `${DAV}/avatars/${owner}/64.png`),
  'avatars HEAD': at('HEAD', (_, { owner }) => `${DAV}/avatars/${owner}/64.png`),
  'root OPTIONS': at('OPTIONS', () => `${DAV}/`),
  'root PROPFIND': at('PROPFIND', () => `${DAV}/`, depth('1')),
  'root GET': at('GET', () => `${DAV}/`),
  'root HEAD': at('HEAD', () => `${DAV}/`),
  'root SEARCH': search,
  'bulk OPTIONS': at('OPTIONS', () => `${DAV}/bulk`),
  'bulk POST': (thing, asker) => [bulk(`/${asker.place}/${thing.file.name}`)],
  'direct GET': (_, { direct = 'none' }) => [{ method: 'GET', path: `/remote.php/direct/${direct}` }],
  'direct HEAD': (_, { direct = 'none' }) => [{ method: 'HEAD', path: `/remote.php/direct/${direct}` }],
}

function bulk(path: string): Ask {
  const part = `--b\r\nX-File-Path: ${encodeURI(path)}\r\nX-File-MD5: 9dd4e461268c8034f5c8564e155c67a6\r\nContent-Length: 1\r\n\r\nx\r\n--b--\r\n`
  return {
    ...{ method: 'POST', path: `${DAV}/bulk` },
    headers: { 'Content-Type': 'multipart/related; boundary=b' },
    body: part,
  }
}
