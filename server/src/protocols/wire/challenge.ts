import type { IncomingHttpHeaders } from 'node:http'

/** Sent by a script of some page, and not by a browser of its own accord. */
export const isScripted = (headers: IncomingHttpHeaders): boolean =>
  headers['x-requested-with'] === 'XMLHttpRequest'

/** Scripts of a page get a challenge that opens no password window over it (ocs.md §2). */
export const challengeFor = (headers: IncomingHttpHeaders): string =>
  isScripted(headers) ? 'DummyBasic realm="Authorisation Required"' : 'Basic realm="Authorisation Required"'
