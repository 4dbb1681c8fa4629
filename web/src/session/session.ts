import type { Preferences, Session } from '@nuage/contract/api'
import { useSyncExternalStore } from 'react'
import { start } from './start.ts'

let current: Session | undefined
const listeners = new Set<() => void>()

/** Who is signed in, and what this instance can do. */
export function session(): Session {
  current ??= start().session
  return current
}

/** After signing in again, or when something of it was changed. */
export function renewSession(fresh: Session): void {
  current = fresh
  for (const listener of listeners) listener()
}

export const notePreferences = (preferences: Preferences): void => renewSession({ ...session(), preferences })

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Told when somebody has signed in again, or something of the session was changed. */
export const onSession = subscribe

export const useSession = (): Session => useSyncExternalStore(subscribe, session)

/** The path of something outside of the app’s own routes, such as a preview: with the prefix of this instance. */
export const path = (below: string): string => `${start().base}${below}`
