import type { Route } from '../route.ts'
import { attachment } from './attachment.ts'
import { deposit } from './deposit.ts'
import { receiptByCode, receiptPage } from './receipt.ts'
import { begin, finish } from './scripted.ts'

/** Of collection boxes; what a box shows stands at the address of its link. */
export const BOX_ROUTES: readonly Route[] = [
  { method: 'POST', path: '/s/:token/deposit', handler: deposit, outside: true, streamed: true },
  { method: 'POST', path: '/s/:token/deposit/begin', handler: begin, outside: true, streamed: true },
  { method: 'POST', path: '/s/:token/deposit/finish', handler: finish, outside: true, streamed: true },
  { method: 'GET', path: '/s/:token/receipt', handler: receiptPage, outside: true },
  { method: 'POST', path: '/s/:token/receipt', handler: receiptByCode, outside: true },
  { method: 'GET', path: '/s/:token/attachment/:at', handler: attachment, outside: true },
]
