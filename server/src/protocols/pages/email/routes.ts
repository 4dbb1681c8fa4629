import type { Route } from '../route.ts'
import { EMAIL } from '../security/paths.ts'
import { askEmail, emailPage } from './ask.ts'
import { openEmail, pressEmail } from './letter.ts'

export const EMAIL_ROUTES: readonly Route[] = [
  { method: 'GET', path: EMAIL, handler: emailPage },
  { method: 'POST', path: EMAIL, handler: askEmail },
  { method: 'GET', path: '/email/letter/:token', handler: openEmail },
  { method: 'POST', path: '/email/letter/:token', handler: pressEmail },
]
