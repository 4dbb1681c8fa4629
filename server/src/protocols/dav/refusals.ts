import type { RefusalKind } from '../../vocabulary/refusal.ts'
import { CONNECTOR, SABRE } from './fault.ts'

export interface DavAnswer {
  readonly status: number
  /** The class that clients match on. */
  readonly exception: string
}

/** How each refusal of the domain sounds in WebDAV (webdav.md §4.2). */
export const answers: Record<RefusalKind, DavAnswer> = {
  'not-found': { status: 404, exception: `${SABRE}NotFound` },
  'parent-missing': { status: 409, exception: `${SABRE}Conflict` },
  'parent-not-folder': { status: 409, exception: `${SABRE}Conflict` },
  'not-permitted': { status: 403, exception: `${SABRE}Forbidden` },
  'not-signed-in': { status: 401, exception: `${SABRE}NotAuthenticated` },
  'password-needed': { status: 401, exception: `${SABRE}NotAuthenticated` },
  exists: { status: 405, exception: `${SABRE}MethodNotAllowed` },
  stale: { status: 412, exception: `${SABRE}PreconditionFailed` },
  locked: { status: 423, exception: `${CONNECTOR}FileLocked` },
  'lock-lost': { status: 409, exception: `${SABRE}Conflict` },
  'over-quota': { status: 507, exception: `${SABRE}InsufficientStorage` },
  'bad-name': { status: 400, exception: `${CONNECTOR}InvalidPath` },
  'bad-request': { status: 400, exception: `${SABRE}BadRequest` },
  'wrong-kind': { status: 409, exception: `${SABRE}Conflict` },
  conflict: { status: 409, exception: `${SABRE}Conflict` },
  'bad-checksum': { status: 400, exception: `${SABRE}BadRequest` },
  infected: { status: 415, exception: `${CONNECTOR}UnsupportedMediaType` },
  gone: { status: 404, exception: `${SABRE}NotFound` },
  'too-many': { status: 429, exception: `${CONNECTOR}TooManyRequests` },
  // A 503 with Sabre's own class ends a desktop's whole sync run; the text of one unavailable mount does not.
  busy: { status: 503, exception: `${SABRE}ServiceUnavailable` },
  unavailable: { status: 503, exception: `${SABRE}ServiceUnavailable` },
  // The storage behind us gave a wrong answer: an error of this one file, which ends no sync run.
  damaged: { status: 502, exception: `${SABRE}BadGateway` },
}

/** Where the same refusal, by its kind or its reason, has another status in some method or in all. */
export const exceptions: Readonly<Record<string, DavAnswer>> = {
  'MOVE parent-not-folder': { status: 415, exception: `${SABRE}UnsupportedMediaType` },
  'COPY parent-not-folder': { status: 415, exception: `${SABRE}UnsupportedMediaType` },
  'LOCK lock-lost': { status: 412, exception: `${SABRE}PreconditionFailed` },
  'PUT tag-missing': { status: 412, exception: `${SABRE}PreconditionFailed` },
  'no-download': { status: 403, exception: `${CONNECTOR}Forbidden` },
  'REPORT tag-missing': { status: 412, exception: `${SABRE}PreconditionFailed` },
}

/** The condition that a `stale` refusal speaks of, for the error's `s:header`. */
export const headers: Readonly<Record<string, string>> = {
  'destination-exists': 'Overwrite',
  'changed-meanwhile': 'If-Match',
}
