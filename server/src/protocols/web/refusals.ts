import type { RefusalKind } from '../../vocabulary/refusal.ts'

/** The HTTP status of each way the domain says no. */
export const STATUS: Readonly<Record<RefusalKind, number>> = {
  'not-found': 404,
  'parent-missing': 404,
  'parent-not-folder': 409,
  'not-permitted': 403,
  'not-signed-in': 401,
  'password-needed': 403,
  exists: 409,
  stale: 412,
  locked: 423,
  'lock-lost': 412,
  'over-quota': 507,
  'bad-name': 400,
  'bad-request': 400,
  'wrong-kind': 400,
  conflict: 409,
  'bad-checksum': 400,
  infected: 403,
  gone: 410,
  'too-many': 429,
  busy: 503,
  unavailable: 503,
  damaged: 500,
}
