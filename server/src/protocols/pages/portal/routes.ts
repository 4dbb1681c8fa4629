import { accentSheet } from '../look/academy.ts'
import { START } from '../return-path.ts'
import type { Route } from '../route.ts'
import { mark } from './mark.ts'
import { picture } from './picture.ts'
import { PORTAL, portal } from './show.ts'
import { start } from './start.ts'

export const PORTAL_ROUTES: readonly Route[] = [
  { method: 'GET', path: PORTAL, handler: portal },
  { method: 'POST', path: PORTAL, handler: mark },
  { method: 'GET', path: START, handler: start },
  { method: 'GET', path: '/pages/picture/:hash', handler: picture, outside: true },
  { method: 'GET', path: '/pages/accent/:colour', handler: accentSheet, outside: true },
]
