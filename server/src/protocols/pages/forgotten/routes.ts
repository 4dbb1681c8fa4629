import type { Route } from '../route.ts'
import { askForgotten, FORGOTTEN, forgottenPage } from './ask.ts'
import { openForgotten, pressForgotten } from './confirm.ts'
import { chooseIt, choosePage, PASSWORD } from './password.ts'

export const FORGOTTEN_ROUTES: readonly Route[] = [
  { method: 'GET', path: FORGOTTEN, handler: forgottenPage },
  { method: 'POST', path: FORGOTTEN, handler: askForgotten },
  { method: 'GET', path: `${FORGOTTEN}/letter/:token`, handler: openForgotten },
  { method: 'POST', path: `${FORGOTTEN}/letter/:token`, handler: pressForgotten },
  { method: 'GET', path: PASSWORD, handler: choosePage },
  { method: 'POST', path: PASSWORD, handler: chooseIt },
]
