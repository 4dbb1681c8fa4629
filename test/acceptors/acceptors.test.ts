import { describe, expect, test } from 'vitest'
import { accept } from './index.ts'
import {
  CAPABILITIES,
  CHALLENGE,
  DOWNLOAD,
  ERROR,
  exchanged,
  FLOW,
  LISTING,
  LOCK,
  OPTIONS,
  OWN_LOCK,
  type Sample,
  SHARES_XML,
  SOUND,
  STATUS,
  UPLOAD,
} from './samples.ts'

const replaced =
  (from: string | RegExp, to: string) =>
  (of: Sample): Sample => {
    const body = of.body.replace(from, to)
    if (body === of.body) throw new Error(`nothing to replace: ${String(from)}`)
    return { ...of, body }
  }
const header =
  (name: string, value: string | undefined) =>
  (of: Sample): Sample => {
    const { [name]: _, ...rest } = of.headers
    return { ...of, headers: value === undefined ? rest : { ...rest, [name]: value } }
  }
const status =
  (code: number) =>
  (of: Sample): Sample => ({ ...of, status: code })
const asked =
  (change: Partial<Sample>) =>
  (of: Sample): Sample => ({ ...of, ...change })

type Planted = readonly [what: string, into: Sample, plant: (of: Sample) => Sample, caught: string]

const PLANTED: readonly Planted[] = [
  // desktop
  [
    'charset spelled otherwise',
    LISTING,
    header('Content-Type', 'application/xml;charset=UTF-8'),
    'desktop: Content-Type',
  ],
  ['HTTP/2 status line', LISTING, replaced('HTTP/1.1 200 OK', 'HTTP/2 200'), 'desktop: status line'],
  ['absolute hrefs', LISTING, replaced(/<d:href>\//g, '<d:href>http://h/'), 'desktop: href http'],
  [
    'another spelling of the person',
    LISTING,
    replaced(/files\/alice/g, 'files/Alice'),
    'desktop: the first response',
  ],
  [
    'a child first',
    LISTING,
    replaced(/(<d:response>.*?<\/d:response>)(<d:response>.*?<\/d:response>)/, '$2$1'),
    'desktop: the first response',
  ],
  ['a grandchild at Depth 1', LISTING, replaced('%c3%a4.txt', 'd/a.txt'), 'desktop: Depth 1 listed'],
  ['a child at Depth 0', LISTING, asked({ sent: { Depth: '0' } }), 'desktop: Depth 0 listed 2'],
  [
    'one child twice',
    LISTING,
    replaced(/(<d:response>(?:(?!<d:response>).)*<\/d:response>)<\/d:multi/, '$1$1</d:multi'),
    'twice',
  ],
  ['no oc:id', LISTING, replaced('<oc:id>00000078ocabc123xyz0</oc:id>', ''), 'desktop: oc:id undefined'],
  ['an id without the instance', LISTING, replaced('00000078ocabc123xyz0', '78'), 'desktop: oc:id 78'],
  [
    'id and fileid apart',
    LISTING,
    replaced('<oc:fileid>78', '<oc:fileid>79'),
    'desktop: 00000078ocabc123xyz0 is not 79',
  ],
  [
    'no permissions',
    LISTING,
    replaced('<oc:permissions>RGDNVW</oc:permissions>', ''),
    'desktop: no permissions',
  ],
  ['no G', LISTING, replaced('RGDNVW', 'RDNVW'), 'desktop: without G'],
  ['letters out of order', LISTING, replaced('RGDNVW', 'GRDNVW'), 'desktop: permissions GRDNVW'],
  ['CK on a file', LISTING, replaced('RGDNVW', 'RGDNVCK'), 'desktop: permissions RGDNVCK of the wrong kind'],
  [
    'an unquoted etag',
    LISTING,
    replaced('&quot;a11d4477fd262e484390ea3c&quot;', 'a11d'),
    'desktop: etag a11d',
  ],
  ['a weak etag', LISTING, replaced('&quot;a11d', 'W/&quot;a11d'), 'desktop: etag W/'],
  [
    'no etag on a folder',
    LISTING,
    replaced('<d:getetag>&quot;6b024bf0e1754&quot;</d:getetag>', ''),
    'desktop: etag undefined',
  ],
  [
    'a date in another form',
    LISTING,
    replaced('Tue, 14 Nov 2023 22:13:20 GMT', '2023-11-14T22:13:20Z'),
    'desktop: modification time',
  ],
  ['a wrong day of the week', LISTING, replaced('Tue, 14 Nov', 'Mon, 14 Nov'), 'desktop: modification time'],
  [
    'modified in 1970',
    LISTING,
    replaced('Tue, 14 Nov 2023 22:13:20', 'Thu, 01 Jan 1970 00:00:00'),
    'desktop: modification time',
  ],
  [
    'a length on a folder',
    LISTING,
    replaced('</d:resourcetype>', '</d:resourcetype><d:getcontentlength>5</d:getcontentlength>'),
    'desktop: a length on the collection',
  ],
  [
    'length and size apart',
    LISTING,
    replaced('<d:getcontentlength>5', '<d:getcontentlength>6'),
    'desktop: length 6, size 5',
  ],
  [
    'the fingerprint not found',
    LISTING,
    replaced('<oc:data-fingerprint></oc:data-fingerprint>', ''),
    'desktop: no data-fingerprint',
  ],
  ['a listing cut short', LISTING, replaced('</d:multistatus>', ''), 'desktop: unreadable'],
  // android
  [
    'an empty integer',
    LISTING,
    replaced('<oc:size>5</oc:size>', '<oc:size></oc:size>'),
    'android: {http://owncloud.org/ns}size is ""',
  ],
  [
    'a size in exponents',
    LISTING,
    replaced('<oc:size>5<', '<oc:size>2.5E+12<'),
    'android: {http://owncloud.org/ns}size',
  ],
  [
    'a folder without slash',
    LISTING,
    replaced('/remote.php/dav/files/alice/<', '/remote.php/dav/files/alice<'),
    'android: href',
  ],
  ['a file with slash', LISTING, replaced('%c3%a4.txt', '%c3%a4.txt/'), 'android: href'],
  [
    'has-preview not found',
    LISTING,
    replaced('<nc:has-preview>false</nc:has-preview>', ''),
    'android: absent has-preview',
  ],
  [
    'has-preview as a number',
    LISTING,
    replaced('>false</nc:has-preview>', '>0</nc:has-preview>'),
    'android: {http://nextcloud.org/ns}has-preview',
  ],
  [
    'a value outside the 200 group',
    LISTING,
    replaced('<oc:checksums/>', '<oc:checksums>x</oc:checksums>'),
    'outside the 200 group',
  ],
  ['a nameless tag', LISTING, replaced('>todo<', '><'), 'android: a system tag without a name'],
  [
    'a colour by another prefix',
    LISTING,
    replaced('nc:color="ff0000"', 'xmlns:n="http://nextcloud.org/ns" n:color="ff0000"'),
    'android: the colour',
  ],
  ['a share id beyond 32 bits', SHARES_XML, replaced('<id>7<', '<id>4294967296<'), 'android: share id'],
  ['a share id that is no number', SHARES_XML, replaced('<id>7<', '<id>a7<'), 'android: share id'],
  [
    'a url on a share with a person',
    SHARES_XML,
    replaced('<id>7</id>', '<id>7</id><url/>'),
    'android: a url',
  ],
  // ios
  [
    'another prefix for DAV:',
    LISTING,
    replaced(/d:collection/g, 'D:collection xmlns:D="DAV:"'),
    'ios: D:collection',
  ],
  [
    'share-permissions by another prefix',
    LISTING,
    replaced(/x1(?=[:=])/g, 'x3'),
    'ios: x3:share-permissions',
  ],
  [
    'the 404 group first',
    LISTING,
    replaced(/(<d:propstat>.*?<\/d:propstat>)(<d:propstat>.*?<\/d:propstat>)/, '$2$1'),
    'ios: only the first propstat',
  ],
  [
    'blanks inside a value',
    LISTING,
    replaced('<d:resourcetype><d:coll', '<d:resourcetype> <d:coll'),
    'ios: blanks',
  ],
  ['nc not declared on the root', LISTING, replaced(' xmlns:nc="http://nextcloud.org/ns">', '>'), 'ios: '],
  ['two 200 groups', LISTING, replaced('404 Not Found', '200 OK'), 'ios: two groups'],
  // rclone
  ['checksums apart', LISTING, replaced('SHA1:aaf4 MD5', 'SHA1 aaf4 MD5'), 'rclone: checksum'],
  // the apps' own locks
  ['a lock that is none', OWN_LOCK, replaced('<nc:lock>1', '<nc:lock>'), 'locking: nc:lock'],
  ['a lock of no number', OWN_LOCK, replaced('1700000000', 'today'), 'locking: nc:lock-time'],
  ['a lock of nobody', OWN_LOCK, replaced('>bob<', '><'), 'locking: a lock of nobody'],
  ['a lock as an error', OWN_LOCK, replaced(/d:prop/g, 'd:error'), 'locking: a lock in d:error'],
  ['a lock that stays after UNLOCK', OWN_LOCK, asked({ method: 'UNLOCK', status: 200 }), 'locking: nc:lock'],
  // neon, Finder, Windows
  ['two challenges', CHALLENGE, header('www-authenticate', 'Bearer realm="x"'), 'neon: 2 challenges'],
  ['no challenge', CHALLENGE, header('WWW-Authenticate', undefined), 'neon: 0 challenges'],
  [
    'a plain challenge to a script',
    CHALLENGE,
    asked({ sent: { 'X-Requested-With': 'XMLHttpRequest' } }),
    'neon: challenge',
  ],
  ['no Lock-Token', LOCK, header('Lock-Token', undefined), 'neon: Lock-Token'],
  ['another Lock-Token', LOCK, header('Lock-Token', '<opaquelocktoken:x>'), 'neon: Lock-Token'],
  ['a lock without timeout', LOCK, replaced('Second-1800', ''), 'neon: no timeout'],
  ['a lock root that is no path', LOCK, replaced('<d:href>/remote', '<d:href>remote'), 'neon: the root'],
  ['no class 2', OPTIONS, header('DAV', '1, 3'), 'neon: class 2'],
  ['no MS-Author-Via', OPTIONS, header('MS-Author-Via', undefined), 'neon: Windows'],
  // statuses
  ['PUT 200', UPLOAD, status(200), 'statuses: 200 for PUT'],
  ['PROPFIND 200', LISTING, status(200), 'statuses: 200 for PROPFIND'],
  ['a redirected PROPFIND', LISTING, status(302), 'statuses: redirected'],
  ['our own fault', ERROR, status(500), 'statuses: 500'],
  ['a body with 204', UPLOAD, asked({ status: 204, body: 'x' }), 'statuses: a body with 204'],
  ['a page', CHALLENGE, header('Content-Type', 'text/html'), 'statuses: a page'],
  // after writes
  ['no OC-FileId', UPLOAD, header('OC-FileId', undefined), 'write-headers: OC-FileId'],
  [
    'no OC-FileId after a folder',
    UPLOAD,
    asked({ method: 'MKCOL', headers: {} }),
    'write-headers: OC-FileId',
  ],
  [
    'no OC-FileId after assembling',
    UPLOAD,
    asked({ method: 'MOVE', path: '/remote.php/dav/uploads/alice/1/.file', headers: {} }),
    'write-headers: OC-FileId',
  ],
  ['no ETag', UPLOAD, header('ETag', undefined), 'write-headers: ETag'],
  ['OC-ETag apart', UPLOAD, header('OC-ETag', '"b"'), 'write-headers: OC-ETag'],
  ['the time not accepted', UPLOAD, header('X-OC-MTime', undefined), 'write-headers: X-OC-MTime'],
  // downloads
  ['no ETag on a file', DOWNLOAD, header('ETag', undefined), 'download: ETag'],
  ['no Last-Modified', DOWNLOAD, header('Last-Modified', undefined), 'download: Last-Modified'],
  ['a wrong length', DOWNLOAD, header('Content-Length', '3'), 'download: 2 bytes of 3'],
  ['no range', DOWNLOAD, header('Content-Range', undefined), 'download: Content-Range'],
  ['a zipped file', DOWNLOAD, header('Content-Encoding', 'gzip'), 'download: a file body'],
  ['no nosniff', DOWNLOAD, header('X-Content-Type-Options', undefined), 'download: no nosniff'],
  [
    'HTML shown inline',
    DOWNLOAD,
    (of) => header('Content-Disposition', 'inline')(header('Content-Type', 'text/html')(of)),
    'download: content that browsers run',
  ],
  [
    '304 without the tag',
    DOWNLOAD,
    asked({ status: 304, sent: { 'If-None-Match': '"x"' }, headers: {}, body: '' }),
    'download: ETag',
  ],
  // errors
  ['an error in JSON', ERROR, header('Content-Type', JSON.stringify('json')), 'error-body: Content-Type'],
  ['an empty error', ERROR, asked({ body: '' }), 'error-body: unreadable'],
  [
    'an exception nobody knows',
    ERROR,
    replaced('PreconditionFailed', 'Stale'),
    'error-body: no client knows',
  ],
  ['exception and status apart', ERROR, status(409), 'error-body: Sabre'],
  ['no message', ERROR, replaced(/<s:message>.*<\/s:message>/, ''), 'error-body: not one'],
  ['412 without header', ERROR, replaced('<s:header>Overwrite</s:header>', ''), 'error-body: 412'],
  [
    '405 without Allow',
    ERROR,
    (of) => replaced('PreconditionFailed', 'MethodNotAllowed')(status(405)(of)),
    'error-body: 405',
  ],
  [
    '503 that stops a whole run',
    ERROR,
    (of) => replaced('PreconditionFailed', 'ServiceUnavailable')(status(503)(of)),
    'error-body: aborts',
  ],
  // leaks
  ['a path', ERROR, replaced('Something', '/home/nuage/blobs/ab'), 'leaks: a path'],
  ['a stack', ERROR, replaced('Something', 'x\n    at write (file:///a/put.js:10:3)'), 'leaks: '],
  ['a database error', ERROR, replaced('Something', 'SQLITE_BUSY: locked'), 'leaks: words'],
  ['a system error', ERROR, replaced('Something', 'ENOENT, open'), 'leaks: a system'],
  ['the password', ERROR, replaced('Something', 'long-secret'), 'leaks: the secret'],
  ['the password in a header', ERROR, header('X-Was', 'long-secret'), 'leaks: the secret'],
  // ocs
  [
    'pretty JSON',
    CAPABILITIES,
    (of) => ({ ...of, body: JSON.stringify(JSON.parse(of.body), null, 1) }),
    'ocs: the desktop finds no',
  ],
  ['a statuscode as text', CAPABILITIES, replaced('"statuscode":200', '"statuscode":"200"'), 'ocs: '],
  ['v1 success on v2', CAPABILITIES, replaced('"statuscode":200', '"statuscode":100'), 'ocs: '],
  [
    'HTTP and envelope apart',
    CAPABILITIES,
    replaced('"statuscode":200', '"statuscode":404'),
    'ocs: HTTP 200 with 404',
  ],
  [
    'ok with an error',
    CAPABILITIES,
    (of) => ({ ...replaced('"statuscode":200', '"statuscode":404')(of), status: 404 }),
    'ocs: status ok',
  ],
  ['XML where JSON was asked for', SHARES_XML, asked({ path: `${SHARES_XML.path}?format=json` }), 'ocs: '],
  [
    'the word true in XML',
    SHARES_XML,
    replaced('<can_edit>1', '<can_edit>true'),
    'ocs: can_edit is the word',
  ],
  ['no totalitems on v1', SHARES_XML, replaced('<totalitems></totalitems>', ''), 'ocs: v1'],
  ['a redirect to a sign-in page', SHARES_XML, status(303), 'ocs: a redirected'],
  // capabilities
  ['no pollinterval', CAPABILITIES, replaced('"pollinterval":60', ''), 'capabilities: core.pollinterval'],
  [
    'no public.enabled',
    CAPABILITIES,
    replaced('"public":{"enabled":false}', '"public":{}'),
    'capabilities: files_sharing.public.enabled',
  ],
  [
    'a number for a boolean',
    CAPABILITIES,
    replaced('"bigfilechunking":true', '"bigfilechunking":1'),
    'capabilities: files.bigfilechunking',
  ],
  ['no edition', CAPABILITIES, replaced(',"edition":""', ''), 'capabilities: version.edition'],
  [
    'a wrong list',
    CAPABILITIES,
    replaced('[".htaccess"]', '".htaccess"'),
    'capabilities: files.forbidden_filenames',
  ],
  [
    'bulk uploads for an old desktop',
    CAPABILITIES,
    asked({ sent: { 'User-Agent': 'Mozilla/5.0 (Linux) mirall/3.7.3git' } }),
    'capabilities: this desktop',
  ],
  ['no ETag on capabilities', CAPABILITIES, header('ETag', undefined), 'capabilities: Android revalidates'],
  // discovery
  [
    'maintenance as text',
    STATUS,
    replaced('"maintenance":false', '"maintenance":"false"'),
    'discovery: maintenance',
  ],
  ['a short version', STATUS, replaced('32.0.1.2', '32'), 'discovery: version'],
  ['204 with a page', STATUS, asked({ path: '/index.php/204' }), 'discovery: 200 at the captive'],
  ['a short token', FLOW, replaced('a'.repeat(128), 'abc'), 'discovery: no poll token'],
  [
    'a relative login address',
    FLOW,
    replaced('"login":"http://127.0.0.1', '"login":"'),
    'discovery: address',
  ],
  [
    'a body while pending',
    FLOW,
    asked({ path: '/login/v2/poll', status: 404, body: '[]' }),
    'discovery: a body',
  ],
  [
    'wipe asked for a password',
    FLOW,
    asked({ path: '/index.php/core/wipe/check', status: 401 }),
    'discovery: 401',
  ],
]

describe('a sound answer', () => {
  test.each(Object.entries(SOUND))('%s is accepted', (_name, sound) => {
    expect(accept(exchanged(sound))).toEqual([])
  })
})

describe('a planted fault', () => {
  test.each(PLANTED)('%s is caught', (_what, into, plant, caught) => {
    const faults = accept(exchanged(plant(into)))
    expect(faults.filter((fault) => fault.includes(caught))).not.toEqual([])
  })
})
