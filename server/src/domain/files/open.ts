import type { Readable } from 'node:stream'
import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import { allows, DOWNLOAD, type Permissions, READ } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { type ContentReader, openContent, readContent } from '../content/open.ts'
import type { Domain } from '../domain.ts'
import type { Node } from './node.ts'
import type { Place } from './place.ts'
import { resolve } from './resolve.ts'

interface Granted {
  readonly permissions: Permissions
}

/** That something is there, and how it is. @throws Refusal `not-permitted`. */
export function requireSight({ permissions }: Granted): void {
  if (!allows(permissions, READ)) throw new Refusal('not-permitted', 'no-read')
}

/** The bytes themselves, in whatever form they would leave. @throws Refusal `not-permitted`. */
export function requireBytes(granted: Granted): void {
  requireSight(granted)
  if (!allows(granted.permissions, DOWNLOAD)) throw new Refusal('not-permitted', 'no-download')
}

/** A file whose bytes may be had, or a folder that may be seen. @throws Refusal `not-found`, `not-permitted`. */
export async function findReadable(domain: Domain, actor: Actor, path: readonly string[]): Promise<Place> {
  const now = seconds(domain.now())
  const place = await domain.records.read((reader) => resolve(reader, actor, path, now))
  if (place.node.kind === FILE) requireBytes(place)
  else requireSight(place)
  return place
}

/**
 * The bytes of a file from `start` up to, not including, `end`. The node is the one that was looked at, so that
 * a body never belongs to another etag than the header told.
 */
export async function openFile(
  domain: Domain,
  node: Node,
  range: { start: number; end: number },
): Promise<Readable> {
  if (node.kind !== FILE || node.content === null) throw new Refusal('wrong-kind', 'not-a-file')
  return await openContent(domain, node.content, range)
}

/** The same, into memory of the reader's own. */
export async function readFile(
  domain: Domain,
  node: Node,
  range: { start: number; end: number },
): Promise<ContentReader> {
  if (node.kind !== FILE || node.content === null) throw new Refusal('wrong-kind', 'not-a-file')
  return await readContent(domain, node.content, range)
}
