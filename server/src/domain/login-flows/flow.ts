import { createHash } from 'node:crypto'
import type { Clock } from '../../vocabulary/clock.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { randomText } from '../../vocabulary/random-text.ts'

/** A client that asked to be connected and waits for somebody to say yes in a browser. */
export interface LoginFlow {
  /** What the client calls itself, made harmless; empty when it says nothing. */
  readonly client: string
  readonly granted: boolean
}

export interface LoginFlowRow {
  readonly poll: string
  readonly login: string
  readonly client: string
  readonly recipient: string
  readonly sealed: string | null
  readonly app_password: number | null
}

/** How long a client may wait, in seconds. */
export const FLOW_SECONDS = 20 * 60

export const newFlowToken = (): string => randomText(128)

const TOKEN = /^[A-Za-z0-9]{128}$/

/** What the database knows a token by, or undefined when it cannot be one. */
export const flowTokenHash = (token: string): string | undefined =>
  TOKEN.test(token) ? createHash('sha256').update(token).digest('base64url') : undefined

/** Flows made at this second or before are over. */
export const flowsOverAt = (now: Clock): number => seconds(now()) - FLOW_SECONDS
