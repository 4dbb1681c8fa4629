import { STATUS_CODES } from 'node:http'

/** The content of a `d:status`. Always HTTP/1.1, whatever the connection speaks: desktop and iOS compare it. */
export const statusLine = (status: number): string =>
  `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}`
