import type { Session } from '@nuage/contract/api'
import type { Language } from '@nuage/contract/words'

/** What the server wrote into the page. */
export interface Start {
  /** Path in front of everything, without a slash at its end; empty when there is none. */
  readonly base: string
  readonly language: Language
  /** Of the program that served the page. */
  readonly version: string
  /** The address of this instance, as people type it into their apps. */
  readonly address: string
  readonly session: Session
}

let read: Start | undefined

export function start(): Start {
  read ??= JSON.parse(document.getElementById('start')?.textContent ?? '') as Start
  return read
}
