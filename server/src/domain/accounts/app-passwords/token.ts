import { hash } from 'node:crypto'
import { randomText } from '../../../vocabulary/random-text.ts'

const LENGTH = 72
const shape = /^[A-Za-z0-9]{72}$/

export const newAppPassword = (): string => randomText(LENGTH)

export const hasAppPasswordShape = (password: string): boolean =>
  password.length === LENGTH && shape.test(password)

/** What is kept of an app password; undefined for any other. */
export const appPasswordHash = (password: string): string | undefined =>
  hasAppPasswordShape(password) ? tokenHash(password) : undefined

/** With this much chance in them nothing slower is needed, and the row is found by it. */
export const tokenHash = (token: string): string => hash('sha256', token)
