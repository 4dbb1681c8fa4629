import { type AskedRequest, pathOf } from '../protocol/exchange.ts'

/** Every address below which WebDAV is spoken, whatever stands before it (a path prefix). */
const DAV_PATH = /\/(?:remote\.php\/(?:dav|webdav|files)|public\.php\/(?:dav|webdav))(?:\/|$)/

const collapsed = (request: AskedRequest): string => pathOf(request).replace(/\/{2,}/g, '/')

export const isDav = (request: AskedRequest): boolean => DAV_PATH.test(collapsed(request))

/** A person's own tree, under any of its aliases. */
export const isFiles = (request: AskedRequest): boolean =>
  /\/remote\.php\/(?:dav\/files\/[^/]+|webdav|files)(?:\/|$)/.test(collapsed(request))

/** What a link shows: nobody locks anything there. */
export const isPublic = (request: AskedRequest): boolean => /\/public\.php\/dav\//.test(collapsed(request))

/** Where a tag is hung on something, or looked for. */
export const namesTags = (request: AskedRequest): boolean =>
  request.method === 'REPORT' || /\/dav\/systemtags-relations\//.test(collapsed(request))

/** The tags in use are told under the addresses of the tags themselves (webdav.md §20). */
export const listsElsewhere = (request: AskedRequest): boolean =>
  /\/dav\/systemtags-assigned(?:\/|$)/.test(collapsed(request))

export const isUploads = (request: AskedRequest): boolean =>
  /\/remote\.php\/dav\/uploads\//.test(collapsed(request))

export const isTrash = (request: AskedRequest): boolean =>
  /\/remote\.php\/dav\/trashbin\//.test(collapsed(request))

/** The virtual file whose MOVE assembles an upload. */
export const isAssembly = (request: AskedRequest): boolean =>
  request.method === 'MOVE' && isUploads(request) && pathOf(request).endsWith('/.file')

export const isOcs = (request: AskedRequest): boolean => /\/ocs\/v[12]\.php\//.test(collapsed(request))

export const isCapabilities = (request: AskedRequest): boolean =>
  /\/ocs\/v[12]\.php\/cloud\/capabilities$/.test(collapsed(request))

/** A browser asks for pages: it gets HTML where programs get XML. */
export const isBrowser = (request: AskedRequest): boolean => {
  const agent = request.headers.get('user-agent') ?? ''
  return /^Mozilla\//.test(agent) && !/mirall|Nextcloud|ownCloud/i.test(agent)
}
