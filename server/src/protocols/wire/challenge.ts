import type { IncomingHttpHeaders } from 'node:http'

/** Scripts of a page get a challenge that opens no password window over it (ocs.md §2). */
export const challengeFor = (headers: IncomingHttpHeaders): string =>
  headers['x-requested-with'] === 'XMLHttpRequest'
    ? 'DummyBasic realm="Authorisation Required"'
    : 'Basic realm="Authorisation Required"'
