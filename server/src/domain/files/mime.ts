import mime from 'mime-types'

/** By extension, as every WebDAV client expects; content is never sniffed to decide it. */
export const mimeOf = (name: string): string => mime.lookup(name) || 'application/octet-stream'
