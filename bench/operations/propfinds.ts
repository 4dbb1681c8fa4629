import type { Ask } from '../load/job.ts'

const XML = 'text/xml; charset=utf-8'

/** What the desktop client asks every half minute. */
export const POLL: Omit<Ask, 'path'> = {
  method: 'PROPFIND',
  headers: { Depth: '0', 'Content-Type': XML },
  body: {
    text: '<?xml version="1.0"?><d:propfind xmlns:d="DAV:"><d:prop><d:getetag/></d:prop></d:propfind>',
  },
  expect: { status: [207], entries: 1, includes: ['getetag'] },
}

const properties = [
  ...['d:resourcetype', 'd:getlastmodified', 'd:getcontentlength', 'd:getetag', 'd:quota-available-bytes'],
  ...['d:quota-used-bytes', 'oc:size', 'oc:id', 'oc:fileid', 'oc:downloadURL', 'oc:dDC', 'oc:permissions'],
  ...['oc:checksums', 'oc:share-types', 'nc:is-encrypted', 'nc:metadata-files-live-photo'],
  ...[
    'nc:share-attributes',
    'nc:is-mount-root',
    'nc:request-upload',
    'nc:lock-token',
    'nc:lock',
    'nc:lock-owner',
  ],
  ...['nc:lock-owner-displayname', 'nc:lock-owner-type', 'nc:lock-owner-editor', 'nc:lock-time'],
  'nc:lock-timeout',
]

/** All that the desktop client (4.x) asks of a folder and its members. */
export const listing = (path: string, members: number): Ask => ({
  method: 'PROPFIND',
  path,
  headers: { Depth: '1', 'Content-Type': XML },
  body: {
    text: `<?xml version="1.0"?><d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns"><d:prop>${properties
      .map((name) => `<${name}/>`)
      .join('')}</d:prop></d:propfind>`,
  },
  expect: { status: [207], entries: members + 1 },
})
