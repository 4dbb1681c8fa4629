import type { RefusalKind } from '../../vocabulary/refusal.ts'
import { NOT_SIGNED_IN } from './status.ts'

/** The code of the envelope for each way the domain says no. */
export const REFUSALS: Readonly<Record<RefusalKind, number>> = {
  'not-found': 404,
  'parent-missing': 404,
  'parent-not-folder': 400,
  'not-permitted': 403,
  'not-signed-in': NOT_SIGNED_IN,
  'password-needed': 403,
  exists: 400,
  stale: 412,
  locked: 423,
  'lock-lost': 412,
  'over-quota': 507,
  'bad-name': 400,
  'bad-request': 400,
  'wrong-kind': 400,
  conflict: 409,
  'bad-checksum': 400,
  infected: 400,
  gone: 404,
  'too-many': 429,
  busy: 503,
  unavailable: 503,
  damaged: 502,
}
