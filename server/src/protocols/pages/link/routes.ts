import type { Handler, Route } from '../route.ts'
import { askRemoval, removal, rename } from './change.ts'
import { download } from './download.ts'
import { pageImage } from './page-images.ts'
import { poster, posterPage, posterWith } from './poster.ts'
import { privacy } from './privacy.ts'
import { pngCode, svgCode } from './qr.ts'
import { reopen } from './reopen.ts'
import { report, reportForm } from './report.ts'
import { short } from './short.ts'
import { show, view } from './show.ts'
import { askPassword, unlock } from './unlock.ts'
import { upload } from './upload.ts'

const get = (path: string, handler: Handler): Route => ({ method: 'GET', path, handler, outside: true })
const post = (path: string, handler: Handler): Route => ({ method: 'POST', path, handler, outside: true })

/** Everything at the address of a link, for those who have it and nothing else. */
export const LINK_ROUTES: readonly Route[] = [
  get('/s/:token', show),
  get('/s/:token/authenticate/:what', askPassword),
  post('/s/:token/authenticate/:what', unlock),
  get('/s/:token/view', view),
  get('/s/:token/page', pageImage),
  get('/s/:token/download', download),
  get('/s/:token/download/:name', download),
  { ...post('/s/:token/upload', upload), streamed: true },
  post('/s/:token/rename', rename),
  get('/s/:token/remove', askRemoval),
  post('/s/:token/remove', removal),
  post('/s/:token/reopen', reopen),
  get('/s/:token/privacy', privacy),
  get('/s/:token/report', reportForm),
  post('/s/:token/report', report),
  get('/c/:short', short),
  { method: 'GET', path: '/s/:token/qr.svg', handler: svgCode },
  { method: 'GET', path: '/s/:token/qr.png', handler: pngCode },
  { method: 'GET', path: '/s/:token/poster', handler: posterPage },
  { method: 'GET', path: '/s/:token/poster.pdf', handler: poster },
  { method: 'POST', path: '/s/:token/poster.pdf', handler: posterWith },
]
