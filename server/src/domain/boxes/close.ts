import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { audit } from '../audit/record.ts'
import type { Domain } from '../domain.ts'
import { type Box, requireBox } from './box.ts'
import { requireOwnBox } from './change.ts'

const CLOSE = 'UPDATE box SET closed = ? WHERE share = ? AND closed IS NULL'

/**
 * Takes nothing more from now on, nor what is late; what is on its way may still finish. Its hours stay as they were
 * set, for when it is opened again.
 */
export async function closeBox(domain: Domain, actor: Actor, share: number): Promise<Box> {
  const { space } = await domain.records.read((reader) => requireOwnBox(reader, actor, share))
  return await domain.records.write([space], async (writer) => {
    await requireOwnBox(writer, actor, share)
    await writer.run(CLOSE, seconds(domain.now()), share)
    const detail = { settings: 'closed' }
    await audit(writer, domain, actor, { verb: 'box.change', subject: String(share), detail })
    return await requireBox(writer, share)
  })
}
