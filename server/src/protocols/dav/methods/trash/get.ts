import { readFile } from '../../../../domain/files/open.ts'
import { findReadableTrashed } from '../../../../domain/trash/list.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import { FOLDER } from '../../../../vocabulary/node-kind.ts'
import { answer, type Exchange } from '../../exchange.ts'
import { sendFile } from '../send-file.ts'
import { trashAddress } from './address.ts'

/** The bytes of what was deleted, called as it was. */
export async function getTrashed(exchange: Exchange<Member>): Promise<void> {
  const address = trashAddress(exchange)
  if (address.kind !== 'entry') return collection(exchange)
  const { domain, actor } = exchange
  const { name, deleted, inner } = address
  const { node, entry } = await findReadableTrashed(domain, actor, name, deleted, inner)
  if (node.kind === FOLDER) return collection(exchange)
  await sendFile(exchange, { ...node, mtime: entry.deleted }, inner.at(-1) ?? name, (range) =>
    readFile(domain, node, { start: range.start, end: range.end + 1 }),
  )
}

const collection = (exchange: Exchange<Member>): void =>
  answer(exchange, 200, { 'Content-Type': 'text/html; charset=utf-8' })
