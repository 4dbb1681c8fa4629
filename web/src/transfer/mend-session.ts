import type { Session } from '@nuage/contract/api'
import { call } from '../api/call.ts'
import { endedNow, onEnded } from '../session/ended.ts'
import { onSession, renewSession, session } from '../session/session.ts'
import type { Transfers } from './transfers.ts'

/** Milliseconds between two looks, should the server refuse what it has just said to be good. */
const PAUSE = 3_000

/**
 * After a refusal, asks who is signed in: with a session that has ended, that is when people are asked to sign in again;
 * with another token, such as after signing in in another window, it goes on with that. Another person’s session is
 * never used.
 */
export function mendSession(transfers: Transfers): void {
  let last = 0
  const look = async (): Promise<void> => {
    last = performance.now()
    const fresh = await call<Session>('GET', '/session')
    if (fresh.person.id === session().person.id) renewSession(fresh)
  }
  transfers.onEvent((event) => {
    if (event.kind !== 'session' || event.alive) return
    const wait = Math.max(0, last + PAUSE - performance.now())
    setTimeout(() => void look().catch(() => {}), last === 0 ? 0 : wait)
  })
  onEnded(() => {
    if (endedNow() !== undefined) transfers.tell({ kind: 'session', alive: false })
  })
  onSession(() => transfers.tell({ kind: 'session', alive: true }))
}
