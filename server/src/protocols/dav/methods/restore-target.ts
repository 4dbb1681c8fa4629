import type { Member } from '../../../vocabulary/actor.ts'
import { parseDestination } from '../../wire/destination.ts'
import { type Exchange, header, treePath } from '../exchange.ts'
import { badRequest } from '../fault.ts'

/**
 * Whether a MOVE goes to the `restore` collection of its own tree. What it is called there says nothing: Android
 * sends a file's id, the web interface `target`.
 */
export function goesToRestore(exchange: Exchange<Member>, tree: 'trashbin' | 'versions'): boolean {
  const value = header(exchange, 'destination')
  if (value === undefined) throw badRequest('destination-missing')
  const path = treePath(parseDestination(value), exchange.prefix, tree, exchange.actor.person)
  return path?.[0] === 'restore'
}
