import { abandonUpload } from '../../../../domain/uploads/abandon.ts'
import { removeChunk } from '../../../../domain/uploads/add-chunk.ts'
import type { Sender } from '../../../../vocabulary/actor.ts'
import { answer, type Exchange } from '../../exchange.ts'
import { forbidden } from '../../fault.ts'
import { WHOLE } from './names.ts'

/** Gives an upload up, or takes one chunk of it back. */
export async function deleteUpload(exchange: Exchange<Sender>): Promise<void> {
  const { domain, actor, path } = exchange
  const [name, chunk] = path
  if (name === undefined || chunk === WHOLE) throw forbidden('not-allowed-here')
  if (chunk === undefined) await abandonUpload(domain, actor, name)
  else await removeChunk(domain, actor, name, path.slice(1).join('/'))
  answer(exchange, 204, {})
}
