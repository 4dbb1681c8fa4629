import { Refusal } from '../../../vocabulary/refusal.ts'
import { type MemberCall, OcsFault } from '../call.ts'
import { readText } from '../read.ts'

/** Clients write `true` and `false`; anything else says nothing. */
export function readFlag(call: MemberCall, name: string): boolean | undefined {
  const text = readText(call, name)?.trim().toLowerCase()
  if (text === 'true' || text === '1') return true
  return text === 'false' || text === '0' ? false : undefined
}

/** A path from one's root, with or without slashes at its ends. */
export const namesOf = (path: string): string[] =>
  path
    .normalize('NFC')
    .split('/')
    .filter((name) => name !== '' && name !== '.')

/** @returns undefined when no path was given. */
export function readPath(call: MemberCall): string[] | undefined {
  const path = readText(call, 'path')
  return path === undefined || path === '' ? undefined : namesOf(path)
}

/** @throws OcsFault 404. */
export function requirePath(call: MemberCall): string[] {
  const path = readPath(call)
  if (path === undefined) throw new OcsFault(404, 'sharing.no-path')
  return path
}

const LARGEST_ID = 2 ** 31

/** The number in the address. @throws Refusal `not-found`, as for what does not exist. */
export function requireId(call: MemberCall): number {
  const text = call.path.id ?? ''
  const id = /^(?:ocinternal:)?\d{1,10}$/.test(text) ? Number(text.replace('ocinternal:', '')) : 0
  if (id < 1 || id >= LARGEST_ID) throw new Refusal('not-found', 'share-missing')
  return id
}

/** A kind that there is none of, for what is no number. */
export function readKind(call: MemberCall): number {
  const text = readText(call, 'shareType')?.trim() ?? ''
  return /^\d{1,3}$/.test(text) ? Number(text) : -1
}

/** JSON in a text, or the list itself from clients that send JSON. */
export function readJsonText(call: MemberCall, name: string): string | undefined {
  const value = call.parameters.get(name)
  return Array.isArray(value) ? JSON.stringify(value) : readText(call, name)
}
