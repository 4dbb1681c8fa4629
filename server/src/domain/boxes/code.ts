import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Domain } from '../domain.ts'

/** No sign looks like another one: neither I nor 1, neither O nor 0. */
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** 65 bits. */
const LENGTH = 13
/** 128 bits. */
const SECRET_BYTES = 16

const keyed = (domain: Domain, purpose: string, text: string): Buffer =>
  createHmac('sha256', domain.secret).update(`deposit ${purpose}\0${text}`).digest()

/** What only the page of one deposit knows. */
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url')

export const isSecret = (text: string): boolean => /^[\w-]{22}$/.test(text)

/**
 * The code of the receipt of a deposit. It follows from its secret, so that whoever asks twice is told the same and
 * it need not be kept.
 */
export function codeOf(domain: Domain, secret: string): string {
  const bytes = keyed(domain, 'code', secret)
  let code = ''
  for (let i = 0; i < LENGTH; i++) code += SIGNS[bytes[i]! & 31]
  return code
}

/** What is kept of a code. */
export const hashOfCode = (domain: Domain, code: string): string =>
  keyed(domain, 'kept', code).toString('base64url').slice(0, 32)

/** As people read it: `ABCD-EFGH-JKLMN`. */
export const shownCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`

/** A code as somebody typed it; undefined when it is none. */
export function typedCode(text: string): string | undefined {
  const code = text.toUpperCase().replace(/[\s-]/g, '')
  return code.length === LENGTH && [...code].every((sign) => SIGNS.includes(sign)) ? code : undefined
}

/** Says that Nuage itself wrote a text: 128 bits. */
export const sealOf = (domain: Domain, text: string): string =>
  keyed(domain, 'seal', text).toString('base64url').slice(0, 22)

export const isSealed = (domain: Domain, text: string, seal: string): boolean => {
  const right = Buffer.from(sealOf(domain, text))
  const given = Buffer.from(seal)
  return given.length === right.length && timingSafeEqual(given, right)
}
