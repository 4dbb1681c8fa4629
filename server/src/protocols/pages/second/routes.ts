import type { Route } from '../route.ts'
import { passSecond, setUpSecond, signInByPasskey } from './answer.ts'
import { secondPage } from './ask.ts'
import { SECOND } from './paths.ts'

export const SECOND_ROUTES: readonly Route[] = [
  { method: 'GET', path: SECOND, handler: secondPage },
  { method: 'POST', path: SECOND, handler: passSecond },
  { method: 'POST', path: `${SECOND}/set-up`, handler: setUpSecond },
  { method: 'POST', path: '/login/passkey', handler: signInByPasskey },
]
