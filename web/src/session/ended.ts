import type { Session } from '@nuage/contract/api'
import { path, renewSession, session } from './session.ts'

/** What a window in which somebody signed in tells the others. */
export const SIGNED_IN_CHANNEL = 'nuage-signed-in'

type Found = 'again' | 'somebody-else' | 'nobody'

let waiting: Promise<void> | undefined
let resume: (() => void) | undefined
const listeners = new Set<() => void>()

/** Whether whoever sat here has to sign in again before anything goes on. */
export const isEnded = (): boolean => waiting !== undefined

export function onEnded(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const tell = (): void => {
  for (const listener of listeners) listener()
}

/**
 * For whatever was refused because the session has ended: resolves once the same person is signed in again, and then
 * it can be asked once more. Nothing that was typed or begun is lost meanwhile.
 */
export function signedInAgain(): Promise<void> {
  if (waiting === undefined) {
    waiting = new Promise((resolve) => {
      resume = resolve
    })
    tell()
  }
  return waiting
}

/** Who is signed in now, by the server’s word. */
export async function lookWho(): Promise<{ found: Found; name: string }> {
  const answer = await fetch(path('/api/v1/session'), {
    credentials: 'same-origin',
    headers: { accept: 'application/json', 'x-requested-with': 'XMLHttpRequest' },
  })
  if (!answer.ok) return { found: 'nobody', name: '' }
  const fresh = (await answer.json()) as Session
  if (fresh.person.id !== session().person.id) return { found: 'somebody-else', name: fresh.person.name }
  renewSession(fresh)
  waiting = undefined
  resume?.()
  tell()
  return { found: 'again', name: fresh.person.name }
}
