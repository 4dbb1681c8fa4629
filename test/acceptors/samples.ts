import { type Exchange, Headers } from '../protocol/exchange.ts'

/** Sound exchanges, in the spelling every client reads; tests plant one fault at a time into them. */
export interface Sample {
  readonly method: string
  readonly path: string
  readonly sent: Readonly<Record<string, string>>
  readonly request: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export const sample = (of: Partial<Sample>): Sample => ({
  method: 'GET',
  path: '/',
  sent: {},
  request: '',
  status: 200,
  headers: {},
  body: '',
  ...of,
})

export const exchanged = (of: Sample): Exchange => ({
  request: { method: of.method, path: of.path, headers: Headers.from(of.sent), body: of.request },
  answer: { status: of.status, headers: Headers.from(of.headers), body: Buffer.from(of.body) },
})

export const XML = 'application/xml; charset=utf-8'
export const JSON_TYPE = 'application/json; charset=utf-8'
const HEAD =
  '<?xml version="1.0"?>\n<d:multistatus xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns">'
const OCS = 'xmlns:x1="http://open-collaboration-services.org/ns"'

export const LISTING = sample({
  method: 'PROPFIND',
  path: '/remote.php/dav/files/alice/',
  sent: { Depth: '1' },
  request:
    '<d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns"><d:prop><d:resourcetype/><d:getlastmodified/><d:getcontentlength/><d:getetag/><oc:size/><oc:id/><oc:fileid/><oc:permissions/><oc:checksums/><oc:data-fingerprint/><nc:has-preview/><nc:system-tags/></d:prop></d:propfind>',
  status: 207,
  headers: { 'Content-Type': XML },
  body: `${HEAD}<d:response><d:href>/remote.php/dav/files/alice/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/></d:resourcetype><d:getlastmodified>Tue, 14 Nov 2023 22:13:20 GMT</d:getlastmodified><d:getetag>&quot;6b024bf0e1754&quot;</d:getetag><oc:size>5</oc:size><oc:id>00000074ocabc123xyz0</oc:id><oc:fileid>74</oc:fileid><oc:permissions>RGDNVCK</oc:permissions><oc:data-fingerprint></oc:data-fingerprint><nc:has-preview>false</nc:has-preview><nc:system-tags><nc:system-tag nc:color="ff0000">todo</nc:system-tag></nc:system-tags></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat><d:propstat><d:prop><d:getcontentlength/><oc:checksums/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response><d:response><d:href>/remote.php/dav/files/alice/%c3%a4.txt</d:href><d:propstat><d:prop><d:resourcetype/><d:getlastmodified>Tue, 14 Nov 2023 22:13:20 GMT</d:getlastmodified><d:getcontentlength>5</d:getcontentlength><d:getetag>&quot;a11d4477fd262e484390ea3c&quot;</d:getetag><oc:size>5</oc:size><oc:id>00000078ocabc123xyz0</oc:id><oc:fileid>78</oc:fileid><oc:permissions>RGDNVW</oc:permissions><oc:checksums><oc:checksum>SHA1:aaf4 MD5:5d41</oc:checksum></oc:checksums><oc:data-fingerprint></oc:data-fingerprint><x1:share-permissions ${OCS}>19</x1:share-permissions><nc:has-preview>false</nc:has-preview><nc:system-tags/></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>\n`,
})

export const ERROR = sample({
  method: 'MOVE',
  path: '/remote.php/dav/files/alice/a.txt',
  sent: { Authorization: `Basic ${Buffer.from('alice:long-secret').toString('base64')}` },
  status: 412,
  headers: { 'Content-Type': XML },
  body: '<?xml version="1.0" encoding="utf-8"?>\n<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"><s:exception>Sabre\\DAV\\Exception\\PreconditionFailed</s:exception><s:message>Something is there already.</s:message><s:header>Overwrite</s:header></d:error>',
})

export const UPLOAD = sample({
  method: 'PUT',
  path: '/remote.php/dav/files/alice/a.txt',
  sent: { 'X-OC-MTime': '1700000000' },
  status: 201,
  headers: {
    'OC-FileId': '00000078ocabc123xyz0',
    ETag: '"a11d4477fd262e484390ea3c"',
    'OC-ETag': '"a11d4477fd262e484390ea3c"',
    'X-OC-MTime': 'accepted',
  },
})

export const DOWNLOAD = sample({
  path: '/remote.php/dav/files/alice/a.txt',
  status: 206,
  headers: {
    ETag: '"a11d4477fd262e484390ea3c"',
    'OC-ETag': '"a11d4477fd262e484390ea3c"',
    'Last-Modified': 'Tue, 14 Nov 2023 22:13:20 GMT',
    'Content-Length': '2',
    'Content-Range': 'bytes 1-2/5',
    'Content-Type': 'text/plain;charset=UTF-8',
    'Content-Disposition': 'attachment; filename="a.txt"',
    'X-Content-Type-Options': 'nosniff',
  },
  body: 'el',
})

export const LOCK = sample({
  method: 'LOCK',
  path: '/remote.php/dav/files/alice/a.txt',
  request: '<d:lockinfo xmlns:d="DAV:"/>',
  headers: { 'Content-Type': XML, 'Lock-Token': '<opaquelocktoken:abc>' },
  body: '<d:prop xmlns:d="DAV:"><d:lockdiscovery><d:activelock><d:lockroot><d:href>/remote.php/dav/files/alice/a.txt</d:href></d:lockroot><d:depth>0</d:depth><d:timeout>Second-1800</d:timeout><d:locktoken><d:href>opaquelocktoken:abc</d:href></d:locktoken></d:activelock></d:lockdiscovery></d:prop>',
})

export const OWN_LOCK = sample({
  method: 'LOCK',
  path: '/remote.php/dav/files/alice/a.txt',
  sent: { 'X-User-Lock': '1' },
  status: 423,
  headers: { 'Content-Type': XML },
  body: '<d:prop xmlns:d="DAV:" xmlns:nc="http://nextcloud.org/ns"><nc:lock>1</nc:lock><nc:lock-owner-type>0</nc:lock-owner-type><nc:lock-owner>bob</nc:lock-owner><nc:lock-time>1700000000</nc:lock-time><nc:lock-timeout>0</nc:lock-timeout></d:prop>',
})

export const CAPABILITIES = sample({
  path: '/ocs/v2.php/cloud/capabilities?format=json',
  headers: { 'Content-Type': JSON_TYPE, ETag: '"c"' },
  body: JSON.stringify({
    ocs: {
      meta: { status: 'ok', statuscode: 200, message: 'OK' },
      data: {
        version: { major: 32, minor: 0, micro: 1, string: '32.0.1', edition: '' },
        capabilities: {
          core: { pollinterval: 60 },
          files: { bigfilechunking: true, forbidden_filenames: ['.htaccess'] },
          files_sharing: { resharing: true, public: { enabled: false } },
          theming: { name: 'Nuage', slogan: '', color: '#00679e' },
          dav: { chunking: '1.0', bulkupload: '1.0' },
        },
      },
    },
  }),
})

export const SHARES_XML = sample({
  path: '/ocs/v1.php/apps/files_sharing/api/v1/shares',
  headers: { 'Content-Type': XML },
  body: '<?xml version="1.0"?>\n<ocs>\n <meta>\n  <status>ok</status>\n  <statuscode>100</statuscode>\n  <message>OK</message>\n  <totalitems></totalitems>\n  <itemsperpage></itemsperpage>\n </meta>\n <data>\n  <element>\n   <id>7</id>\n   <share_type>0</share_type>\n   <can_edit>1</can_edit>\n  </element>\n </data>\n</ocs>\n',
})

export const STATUS = sample({
  path: '/status.php',
  headers: { 'Content-Type': 'application/json' },
  body: '{"installed":true,"maintenance":false,"needsDbUpgrade":false,"version":"32.0.1.2","versionstring":"32.0.1","edition":"","productname":"Nuage","extendedSupport":false}',
})

export const FLOW = sample({
  method: 'POST',
  path: '/index.php/login/v2',
  headers: { 'Content-Type': JSON_TYPE },
  body: JSON.stringify({
    poll: { token: 'a'.repeat(128), endpoint: 'http://127.0.0.1/login/v2/poll' },
    login: `http://127.0.0.1/login/v2/flow/${'b'.repeat(128)}`,
  }),
})

export const CHALLENGE = sample({
  method: 'PROPFIND',
  path: '/remote.php/dav/files/alice/',
  status: 401,
  headers: { 'Content-Type': XML, 'WWW-Authenticate': 'Basic realm="Nuage", charset="UTF-8"' },
  body: '<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"><s:exception>Sabre\\DAV\\Exception\\NotAuthenticated</s:exception><s:message>Sign in.</s:message></d:error>',
})

export const OPTIONS = sample({
  method: 'OPTIONS',
  path: '/remote.php/dav/files/alice/',
  headers: { DAV: '1, 2, 3', 'MS-Author-Via': 'DAV', Allow: 'OPTIONS, GET' },
})

export const SOUND = {
  LISTING,
  ERROR,
  UPLOAD,
  DOWNLOAD,
  LOCK,
  OWN_LOCK,
  CAPABILITIES,
  SHARES_XML,
  STATUS,
  FLOW,
  CHALLENGE,
  OPTIONS,
}
