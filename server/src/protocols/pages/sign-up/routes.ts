import type { Route } from '../route.ts'
import { ACCOUNT, accountPage, makeIt } from './account.ts'
import { SIGN_UP, signUp, signUpPage } from './ask.ts'
import { openSignUp, pressSignUp } from './confirm.ts'

export const SIGN_UP_ROUTES: readonly Route[] = [
  { method: 'GET', path: SIGN_UP, handler: signUpPage },
  { method: 'POST', path: SIGN_UP, handler: signUp },
  { method: 'GET', path: `${SIGN_UP}/letter/:token`, handler: openSignUp },
  { method: 'POST', path: `${SIGN_UP}/letter/:token`, handler: pressSignUp },
  { method: 'GET', path: ACCOUNT, handler: accountPage },
  { method: 'POST', path: ACCOUNT, handler: makeIt },
]
