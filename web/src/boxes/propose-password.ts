import type { ProposedPassword } from '@nuage/contract/api'
import { call } from '../api/call.ts'

/** One that is easy to dictate. */
export const proposePassword = async (): Promise<string> =>
  (await call<ProposedPassword>('POST', '/links/password')).password
