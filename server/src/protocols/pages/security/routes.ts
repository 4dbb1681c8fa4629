import type { Route } from '../route.ts'
import {
  addKey,
  addTotp,
  codesPage,
  endOne,
  endOthers,
  newCodes,
  passkeyPage,
  removeApp,
  removeKey,
  removeKeyPage,
  removeTotpPage,
  totpPage,
} from './change.ts'
import { confirm, confirmPage } from './confirm.ts'
import { securityPage } from './page.ts'
import { SECURITY } from './paths.ts'

export const SECURITY_ROUTES: readonly Route[] = [
  { method: 'GET', path: SECURITY, handler: securityPage },
  { method: 'GET', path: `${SECURITY}/confirm`, handler: confirmPage },
  { method: 'POST', path: `${SECURITY}/confirm`, handler: confirm },
  { method: 'GET', path: `${SECURITY}/totp`, handler: totpPage },
  { method: 'POST', path: `${SECURITY}/totp`, handler: addTotp },
  { method: 'GET', path: `${SECURITY}/totp/remove`, handler: removeTotpPage },
  { method: 'POST', path: `${SECURITY}/totp/remove`, handler: removeApp },
  { method: 'GET', path: `${SECURITY}/passkeys`, handler: passkeyPage },
  { method: 'POST', path: `${SECURITY}/passkeys`, handler: addKey },
  { method: 'GET', path: `${SECURITY}/passkeys/:id/remove`, handler: removeKeyPage },
  { method: 'POST', path: `${SECURITY}/passkeys/:id/remove`, handler: removeKey },
  { method: 'GET', path: `${SECURITY}/codes`, handler: codesPage },
  { method: 'POST', path: `${SECURITY}/codes`, handler: newCodes },
  { method: 'POST', path: `${SECURITY}/sessions`, handler: endOthers },
  { method: 'POST', path: `${SECURITY}/sessions/:id`, handler: endOne },
]
