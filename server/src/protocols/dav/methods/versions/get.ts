import { readHeld } from '../../../../domain/versions/list.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import { answer, type Exchange } from '../../exchange.ts'
import { heldEtag } from '../../properties/versions.ts'
import { sendFile } from '../send-file.ts'
import { findHeld, versionAddress } from './address.ts'

/** What a file held then, called as the file is now. */
export async function getVersion(exchange: Exchange<Member>): Promise<void> {
  const address = versionAddress(exchange)
  if (address.kind !== 'version') return answer(exchange, 200, { 'Content-Type': 'text/html; charset=utf-8' })
  const { node, held } = await findHeld(exchange, address)
  const file = { ...held, mime: node.mime, etag: heldEtag(held), checksums: '' }
  await sendFile(exchange, file, node.name, (range) =>
    readHeld(exchange.domain, held, { start: range.start, end: range.end + 1 }),
  )
}
