import { describe, expect, test } from 'vitest'
import { type Answer, Headers } from '../protocol/exchange.ts'
import { differences } from './compare.ts'
import { parse, pattern, scenarios } from './scenario.ts'
import { Scene } from './scene.ts'

const LISTING = `### a listing
PROPFIND /remote.php/dav/files/alice/
Authorization: Basic alice
Depth: 1

HTTP/1.1 207 Multi-Status
Vary: Brief,Prefer
DAV: 1, 2, 3, extended-mkcol, …
Content-Type: application/xml; charset=utf-8

<?xml version="1.0"?>
<d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns">
  <d:response>
    <d:href>/remote.php/dav/files/alice/</d:href>
    <d:propstat>
      <d:prop>
        <d:getetag>&quot;6b024bf0e1754&quot;</d:getetag>
        <oc:id>00000074ocabc123xyz0</oc:id>
      </d:prop>
      <d:status>HTTP/1.1 200 OK</d:status>
    </d:propstat>
    <d:propstat>
      <d:prop>
        <d:getcontentlength/>
      </d:prop>
      <d:status>HTTP/1.1 404 Not Found</d:status>
    </d:propstat>
  </d:response>
  <d:response>
    <d:href>/remote.php/dav/files/alice/a.txt</d:href>
    <d:propstat>
      <d:prop>
        <d:getetag>&quot;a11d4477fd262e484390ea3c1855ef7e&quot;</d:getetag>
        <oc:id>00000078ocabc123xyz0</oc:id>
        <d:getlastmodified>Tue, 14 Nov 2023 22:13:20 GMT</d:getlastmodified>
        <d:getcontentlength>5</d:getcontentlength>
      </d:prop>
      <d:status>HTTP/1.1 200 OK</d:status>
    </d:propstat>
  </d:response>
</d:multistatus>
`

const BODY =
  '<?xml version="1.0"?>\n<d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:response><d:href>/remote.php/dav/files/alice/</d:href><d:propstat><d:prop><d:getetag>&quot;aaaa&quot;</d:getetag><oc:id>00000001nuageinstan0</oc:id></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat><d:propstat><d:prop><d:getcontentlength/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response><d:response><d:href>/remote.php/dav/files/alice/a.txt</d:href><d:propstat><d:prop><d:getetag>"bbbb"</d:getetag><oc:id>00000002nuageinstan0</oc:id><d:getlastmodified>Tue, 14 Nov 2023 22:13:20 GMT</d:getlastmodified><d:getcontentlength>5</d:getcontentlength></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>'

const HEADERS = {
  vary: 'Brief,Prefer',
  dav: '1, 2, 3, extended-mkcol, nc-paginate',
  'content-type': 'application/xml; charset=utf-8',
  date: 'Sun, 22 Nov 2026 02:22:22 GMT',
}

const [recorded] = parse(LISTING)
const answer = (body: string, headers: Record<string, string> = HEADERS, status = 207): Answer => ({
  status,
  headers: Headers.from(headers),
  body: Buffer.from(body),
})
const scene = (): Scene => new Scene('http://127.0.0.1:1', new Set())
const compared = (body: string, headers: Record<string, string> = HEADERS, status = 207): string[] =>
  differences(recorded!, answer(body, headers, status), scene())

test('a sound answer of another server is as recorded', () => {
  expect(compared(BODY)).toEqual([])
})

const DIFFERENT: readonly (readonly [what: string, change: () => string[]])[] = [
  ['another status', () => compared(BODY, HEADERS, 200)],
  ['a missing header', () => compared(BODY, { ...HEADERS, vary: '' })],
  ['a header too many', () => compared(BODY, { ...HEADERS, 'x-more': '1' })],
  ['a class not announced', () => compared(BODY, { ...HEADERS, dav: '1, 3, extended-mkcol' })],
  ['a class twice', () => compared(BODY, { ...HEADERS, dav: '1, 2, 3, extended-mkcol, 3' })],
  ['another type', () => compared(BODY, { ...HEADERS, 'content-type': 'application/xml;charset=utf-8' })],
  ['another value', () => compared(BODY.replace('>5<', '>6<'))],
  ['a time that was set', () => compared(BODY.replace('22:13:20', '22:13:21'))],
  ['one id for two', () => compared(BODY.replace('00000002', '00000001'))],
  ['two instances', () => compared(BODY.replace('00000002nuageinstan0', '00000002nuageinstan1'))],
  ['an id that is not padded', () => compared(BODY.replace('00000002', '2'))],
  ['an unquoted tag', () => compared(BODY.replace('"bbbb"', 'bbbb'))],
  ['a property too many', () => compared(BODY.replace('<oc:id>', '<oc:size>5</oc:size><oc:id>'))],
  ['a property too few', () => compared(BODY.replace(/<d:getcontentlength>5<\/d:getcontentlength>/, ''))],
  [
    'properties in another order',
    () => compared(BODY.replace(/(<d:getetag>"b.*?<\/d:getetag>)(<oc:id>.*?<\/oc:id>)/, '$2$1')),
  ],
  [
    'groups in another order',
    () => compared(BODY.replace(/(<d:propstat>.*?<\/d:propstat>)(<d:propstat>.*?<\/d:propstat>)/, '$2$1')),
  ],
  ['another prefix', () => compared(BODY.replaceAll('oc:', 'o:'))],
  ['another namespace', () => compared(BODY.replace('owncloud', 'nextcloud'))],
  ['blanks between elements', () => compared(BODY.replace('</d:getetag><oc', '</d:getetag> <oc'))],
  [
    'the children first',
    () => compared(BODY.replace(/(<d:response>.*?<\/d:response>)(<d:response>.*?<\/d:response>)/, '$2$1')),
  ],
  [
    'a child too few',
    () => compared(BODY.replace(/(<d:response>.*?<\/d:response>)<d:response>.*?<\/d:response>/, '$1')),
  ],
  ['no XML', () => compared(BODY.slice(0, -3))],
]

describe('a difference is told', () => {
  test.each(DIFFERENT)('%s', (_what, change) => {
    expect(change()).not.toEqual([])
  })
})

test('what a recorded tag stands for stays so for the whole scenario', () => {
  const [put, get, other] = parse(`### put
PUT /remote.php/dav/files/alice/a.txt

x

HTTP/1.1 201 Created
ETag: "a11d4477fd262e484390ea3c1855ef7e"

### get
GET /remote.php/dav/files/alice/a.txt

HTTP/1.1 200 OK
ETag: "a11d4477fd262e484390ea3c1855ef7e"

x

### put again
PUT /remote.php/dav/files/alice/a.txt

x

HTTP/1.1 204 No Content
ETag: "b22d4477fd262e484390ea3c1855ef7e"
`)
  const one = scene()
  expect(differences(put!, answer('', { etag: '"aa"' }, 201), one)).toEqual([])
  expect(differences(get!, answer('x', { etag: '"aa"' }, 200), one)).toEqual([])
  expect(differences(get!, answer('x', { etag: '"bb"' }, 200), one)).not.toEqual([])
  expect(differences(get!, answer('y', { etag: '"aa"' }, 200), one)).not.toEqual([])
  expect(differences(other!, answer('', { etag: '"aa"' }, 204), one)).not.toEqual([])
  expect(differences(other!, answer('', { etag: '"cc"' }, 204), one)).toEqual([])
})

test('now is now, and any other recent time is not', () => {
  const [head] = parse(`### head
HEAD /remote.php/dav/files/alice/a.txt

HTTP/1.1 200 OK
Last-Modified: Sun, 22 Nov 2026 01:57:09 GMT
`)
  const at = (seconds: number): string[] =>
    differences(head!, answer('', { 'last-modified': new Date(seconds * 1000).toUTCString() }, 200), scene())
  const now = Math.floor(Date.now() / 1000)
  expect(at(now)).toEqual([])
  expect(at(now - 60)).not.toEqual([])
  expect(at(now + 60)).not.toEqual([])
})

test('every scenario can be read, and its exchanges have an answer', () => {
  const all = scenarios()
  expect(all.length).toBeGreaterThan(20)
  for (const { exchanges } of all) expect(exchanges.length).toBeGreaterThan(0)
})

test('bodies are what their directives say', () => {
  const [exchange] = parse('### x\nPUT /a\n\n@crlf\none\\\n\ntwo\n\nHTTP/1.1 201 Created\n')
  expect(exchange!.request.body.toString()).toBe('one\n\r\ntwo\r\n')
  expect(pattern(300).subarray(249, 253)).toEqual(Buffer.from([249, 250, 0, 1]))
})
