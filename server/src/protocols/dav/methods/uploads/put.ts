import { addChunk } from '../../../../domain/uploads/add-chunk.ts'
import type { Sender } from '../../../../vocabulary/actor.ts'
import { announcedLengths } from '../../../wire/length-headers.ts'
import { takeBody } from '../../body.ts'
import { answer, type Exchange, header } from '../../exchange.ts'
import { badRequest, forbidden } from '../../fault.ts'
import { WHOLE } from './names.ts'

/** One chunk. Any size and any name: the desktop sends chunks far larger than the capabilities say. */
export async function putChunk(exchange: Exchange<Sender>): Promise<void> {
  const { domain, actor, path } = exchange
  const [name, chunk] = path
  if (name === undefined || chunk === undefined || path.length > 2)
    throw forbidden('chunk-create', { name: path.at(-1) ?? '' })
  if (chunk === WHOLE) throw forbidden('chunk-whole')
  if (header(exchange, 'content-range') !== undefined) throw badRequest('content-range')
  const lengths = announcedLengths(exchange.request.headers)
  const { created } = await addChunk(domain, actor, name, chunk, await takeBody(exchange, lengths), {
    ...(lengths.content === null ? {} : { size: lengths.content }),
    ...(lengths.total === null ? {} : { total: lengths.total }),
  })
  answer(exchange, created ? 201 : 204, {})
}
