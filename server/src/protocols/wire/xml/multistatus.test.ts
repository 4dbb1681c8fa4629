import fc from 'fast-check'
import { expect, test } from 'vitest'
import { childOf, childrenOf } from './element.ts'
import { escapeXml } from './escape.ts'
import {
  compileResponse,
  EMPTY_ELEMENT,
  multistatus,
  multistatusOf,
  nameResponse,
  type PropertyValue,
  statusResponse,
} from './multistatus.ts'
import { DAV, NEXTCLOUD, OCM, OCS, OWNCLOUD } from './names.ts'
import { parseXmlText } from './parse.ts'

const ROOT =
  '<?xml version="1.0"?>\n<d:multistatus xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns" ' +
  'xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns">'

test('the answer to the newest desktop has the recorded bytes', () => {
  const d = (name: string) => ({ ns: DAV, name })
  const oc = (name: string) => ({ ns: OWNCLOUD, name })
  const nc = (name: string) => ({ ns: NEXTCLOUD, name })
  const write = compileResponse([
    ...['resourcetype', 'getlastmodified', 'getcontentlength', 'getetag'].map(d),
    ...['size', 'id', 'fileid', 'downloadURL', 'dDC', 'permissions', 'checksums'].map(oc),
    ...['is-encrypted', 'metadata-files-live-photo'].map(nc),
    ...['data-fingerprint', 'share-types'].map(oc),
    nc('is-mount-root'),
  ])
  const modified = 'Sun, 22 Nov 2026 02:24:43 GMT'
  const values = ['<d:collection/>', modified, null, '&quot;6b02526bd1e37&quot;', '0', '00005838ocabc123xyz0']
  const rest = ['5838', null, null, 'GDNVCK', null, null, null, '', EMPTY_ELEMENT, 'false'] as const
  const body = Buffer.concat([...multistatus([write('/remote.php/dav/files/alice/', [...values, ...rest])])])
  expect(body.toString()).toBe(
    `${ROOT}<d:response><d:href>/remote.php/dav/files/alice/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/></d:resourcetype><d:getlastmodified>Sun, 22 Nov 2026 02:24:43 GMT</d:getlastmodified><d:getetag>&quot;6b02526bd1e37&quot;</d:getetag><oc:size>0</oc:size><oc:id>00005838ocabc123xyz0</oc:id><oc:fileid>5838</oc:fileid><oc:permissions>GDNVCK</oc:permissions><oc:data-fingerprint></oc:data-fingerprint><oc:share-types/><nc:is-mount-root>false</nc:is-mount-root></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat><d:propstat><d:prop><d:getcontentlength/><oc:downloadURL/><oc:dDC/><oc:checksums/><nc:is-encrypted/><nc:metadata-files-live-photo/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response></d:multistatus>\n`,
  )
})

test('foreign namespaces: x1 and x2 are reserved, others follow', () => {
  const write = compileResponse([
    { ns: 'urn:a&b', name: 'one' },
    { ns: OCM, name: 'share-permissions' },
    { ns: OCS, name: 'share-permissions' },
    { ns: 'urn:c', name: 'two' },
    { ns: 'urn:a&b', name: 'three' },
    { ns: '', name: 'bare' },
  ])
  expect(write('/', ['1', '2', '3', null, EMPTY_ELEMENT, ''])).toBe(
    '<d:response><d:href>/</d:href><d:propstat><d:prop><x3:one xmlns:x3="urn:a&amp;b">1</x3:one>' +
      '<x2:share-permissions xmlns:x2="http://open-cloud-mesh.org/ns">2</x2:share-permissions>' +
      '<x1:share-permissions xmlns:x1="http://open-collaboration-services.org/ns">3</x1:share-permissions>' +
      '<x3:three xmlns:x3="urn:a&amp;b"/><bare></bare></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>' +
      '<d:propstat><d:prop><x4:two xmlns:x4="urn:c"/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>',
  )
})

test('all-or-nothing PROPPATCH: groups by status, elements empty', () => {
  const names = ['getcontentlength', 'a', 'b'].map((name) => ({ ns: DAV, name }))
  const xml = compileResponse(names)('/f', [{ status: 403 }, { status: 424 }, { status: 424 }])
  expect(xml).toBe(
    '<d:response><d:href>/f</d:href><d:propstat><d:prop><d:getcontentlength/></d:prop><d:status>HTTP/1.1 403 Forbidden</d:status></d:propstat>' +
      '<d:propstat><d:prop><d:a/><d:b/></d:prop><d:status>HTTP/1.1 424 Failed Dependency</d:status></d:propstat></d:response>',
  )
})

test('minimal leaves the missing out, never the propstat', () => {
  const names = ['a', 'b'].map((name) => ({ ns: DAV, name }))
  const write = compileResponse(names, { minimal: true })
  expect(write('/', ['1', null])).not.toContain('404')
  expect(write('/', [null, null])).toBe(
    '<d:response><d:href>/</d:href><d:propstat><d:prop></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>',
  )
  expect(compileResponse(names)('/', [null, null])).not.toContain('200 OK')
})

test('whole-resource statuses and bare names', () => {
  expect(statusResponse('/x', 423, '<d:no-conflicting-lock/>')).toBe(
    '<d:response><d:href>/x</d:href><d:status>HTTP/1.1 423 Locked</d:status><d:error><d:no-conflicting-lock/></d:error></d:response>',
  )
  expect(nameResponse('/x', [{ ns: OWNCLOUD, name: 'id' }])).toContain('<d:prop><oc:id/></d:prop>')
})

const statuses = [200, 404, 403, 424]
const value: fc.Arbitrary<PropertyValue> = fc.oneof(
  fc.string({ unit: 'binary' }).map(escapeXml),
  fc.constant(EMPTY_ELEMENT),
  fc.constant(null),
  fc.constantFrom(403, 424).map((status) => ({ status })),
)

test('every property appears once, in its group, in the order asked for', () => {
  const name = fc.record({
    ns: fc.constantFrom(DAV, OWNCLOUD, OCS, OCM, 'urn:"<&'),
    name: fc.constantFrom('a', 'b'),
  })
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value), { maxLength: 12 }), (pairs) => {
      const names = pairs.map(([one], index) => ({ ns: one.ns, name: `${one.name}${index}` }))
      const write = compileResponse(names)
      const values = pairs.map(([, one]) => one)
      const root = parseXmlText(Buffer.concat([...multistatus([write('/a/', values)])]).toString())
      const propstats = childrenOf(root!.children[0]!, DAV, 'propstat')
      const status = (one: PropertyValue) =>
        typeof one === 'string' || one === EMPTY_ELEMENT ? 200 : one === null ? 404 : one.status
      const expected = statuses
        .map((code) => names.filter((_, index) => status(values[index]!) === code))
        .filter((group) => group.length > 0)
      const found = propstats
        .map((propstat) => childOf(propstat, DAV, 'prop')!.children.map(({ ns, name }) => ({ ns, name })))
        .filter((group) => group.length > 0)
      expect(found).toEqual(expected)
    }),
  )
})

test('the stream is cut in pieces and is whole or broken', async () => {
  const write = compileResponse([{ ns: DAV, name: 'getetag' }])
  const entries = Array.from({ length: 5000 }, (_, index) => write(`/${index}`, [`${index}`]))
  const pieces = [...multistatus(entries)]
  expect(pieces.length).toBeGreaterThan(5)
  for (const piece of pieces) expect(piece.length).toBeLessThan(70_000)
  async function* batches() {
    yield entries.slice(0, 3000)
    yield entries.slice(3000)
  }
  const streamed: Buffer[] = []
  for await (const piece of multistatusOf(batches())) streamed.push(piece)
  expect(Buffer.concat(streamed).equals(Buffer.concat(pieces))).toBe(true)
  async function* broken() {
    yield entries.slice(0, 3000)
    throw new Error('storage gone')
  }
  const sent: Buffer[] = []
  await expect(
    (async () => {
      for await (const piece of multistatusOf(broken())) sent.push(piece)
    })(),
  ).rejects.toThrow('storage gone')
  expect(Buffer.concat(sent).toString()).not.toContain('</d:multistatus>')
})

test('ten thousand entries of the desktop list stay far below a second of CPU', () => {
  const names = Array.from({ length: 20 }, (_, index) => ({
    ns: index % 2 ? DAV : OWNCLOUD,
    name: `p${index}`,
  }))
  const write = compileResponse(names)
  function* listing() {
    for (let index = 0; index < 10_000; index += 1)
      yield write(
        `/remote.php/dav/files/alice/f${index}`,
        names.map((_, at) => (at % 4 ? `value ${index} ${at}` : null)),
      )
  }
  for (const _ of multistatus(listing()));
  const before = process.cpuUsage()
  let bytes = 0
  for (const piece of multistatus(listing())) bytes += piece.length
  const used = process.cpuUsage(before)
  expect(bytes).toBeGreaterThan(5_000_000)
  expect((used.user + used.system) / 1000).toBeLessThan(500)
})
