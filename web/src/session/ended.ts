import type { Session } from '@nuage/contract/api'
import { path, renewSession, session } from './session.ts'

/** What the windows of one browser tell each other of who is signed in. */
export type Told =
  | { readonly kind: 'here'; readonly person: string }
  /** They signed out by themselves. */
  | { readonly kind: 'left'; readonly person: string }

const CHANNEL = 'nuage-signed-in'

/** Nothing is asked of the server for whoever sat here, until they are signed in again. */
export interface Ended {
  /** They were asked to sign in, and did not want to just then. */
  readonly isPutOff: boolean
  /** They signed out by themselves, in another window: this browser keeps nothing of theirs any more. */
  readonly hasLeft: boolean
  /** What somebody else is called who is signed in by now. */
  readonly other: string | undefined
}

let ended: Ended | undefined
let waiting: Promise<void> | undefined
let resume: (() => void) | undefined
const listeners = new Set<() => void>()

/** Undefined while all is well. */
export const endedNow = (): Ended | undefined => ended

let isLeaving = false

/** Whether what is typed or begun may be kept in this browser beyond the page. */
export const mayKeep = (): boolean => !isLeaving && ended?.hasLeft !== true

/** They sign out in this window: it is about to go, and keeps nothing more. */
export function stopKeeping(): void {
  isLeaving = true
}

export function onEnded(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function note(change: Partial<Ended>): void {
  ended = { isPutOff: false, hasLeft: false, other: undefined, ...ended, ...change }
  for (const listener of listeners) listener()
}

/** They do not want to sign in now: everything waits. */
export const putOff = (): void => note({ isPutOff: true })
export const askAgain = (): void => note({ isPutOff: false })

const isTyping = (): boolean =>
  document.activeElement?.matches('input, textarea, [contenteditable=true]') ?? false

/**
 * For whatever was refused because the session has ended: resolves once the same person is signed in again, and then
 * it can be asked once more. Nothing that was typed or begun is lost meanwhile.
 * @param isWanted they have just asked for it, so that they are asked to sign in though they put that off
 */
export function signedInAgain(isWanted: boolean): Promise<void> {
  waiting ??= new Promise((resolve) => {
    resume = resolve
  })
  // A dialog would take letters away from whoever is typing.
  if (ended === undefined || isWanted) note({ isPutOff: !isWanted && isTyping() })
  return waiting
}

/** Looks who is signed in now, by the server’s word. @returns whether it is who sits here. @throws when it says nothing. */
export async function lookWho(): Promise<boolean> {
  const answer = await fetch(path('/api/v1/session'), {
    credentials: 'same-origin',
    headers: { accept: 'application/json', 'x-requested-with': 'XMLHttpRequest' },
  })
  if (!answer.ok) {
    if (ended !== undefined && ended.other !== undefined) note({ other: undefined })
    return false
  }
  const fresh = (await answer.json()) as Session
  if (fresh.person.id !== session().person.id) {
    if (ended?.other !== fresh.person.name) note({ other: fresh.person.name })
    return false
  }
  renewSession(fresh)
  ended = undefined
  waiting = undefined
  resume?.()
  for (const listener of listeners) listener()
  return true
}

/** Tells the other windows of this browser. */
export function tellWindows(told: Told): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage(told)
  channel.close()
}

const look = (): void => void lookWho().catch(() => {})

/** Follows what other windows tell, and tells them who is here. @returns what ends it. */
export function followWindows(): () => void {
  const me = session().person.id
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data: { kind, person } }: MessageEvent<Told>) => {
    if (isLeaving) return
    if (kind === 'left' && person === me) note({ hasLeft: true })
    else if (kind === 'here' && (person !== me || ended !== undefined)) look()
  }
  channel.postMessage({ kind: 'here', person: me } satisfies Told)
  return () => channel.close()
}

const LOOK_MS = 3_000

/** Looks whether they are signed in again, as long as they are not. @returns what ends it. */
export function watchForReturn(): () => void {
  window.addEventListener('focus', look)
  const timer = setInterval(look, LOOK_MS)
  return () => {
    window.removeEventListener('focus', look)
    clearInterval(timer)
  }
}
