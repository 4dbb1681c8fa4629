import { assemble } from '../../../../domain/uploads/assemble.ts'
import { requireUpload } from '../../../../domain/uploads/list.ts'
import type { Sender } from '../../../../vocabulary/actor.ts'
import { Refusal } from '../../../../vocabulary/refusal.ts'
import { parseChecksums } from '../../../wire/checksum-header.ts'
import { announcedLengths } from '../../../wire/length-headers.ts'
import { judge } from '../../conditions.ts'
import { answer, type Exchange, header } from '../../exchange.ts'
import { badRequest, forbidden } from '../../fault.ts'
import { destinationOf, overwrites } from '../move.ts'
import { writeTimes, writtenHeaders } from '../put.ts'
import { WHOLE } from './names.ts'

/**
 * Makes the chunks one file. The conditions speak of the destination: iOS means it so with If-Match, and the
 * desktop names it in If.
 */
export async function moveUpload(exchange: Exchange<Sender>): Promise<void> {
  const { domain, actor, path, request } = exchange
  const [name, whole] = path
  if (name === undefined || whole !== WHOLE || path.length > 2) throw forbidden('chunk-stays')
  const destination = destinationOf(exchange)
  const overwrite = overwrites(exchange)
  const times = writeTimes(exchange)
  const { total } = announcedLengths(request.headers)
  const { checksums } = parseChecksums(header(exchange, 'oc-checksum'))
  // A client whose answer got lost asks again: 404 tells it that all is done, where 412 would tell of a conflict.
  await requireUpload(domain, actor, name)
  const judged = await judge(exchange, destination)
  const wish = { ...judged, ...times, checksums, overwrite, ...(total === null ? {} : { total }) }
  const { node, created } = await assemble(domain, actor, name, destination, wish).catch((error: unknown) => {
    if (!(error instanceof Refusal && error.kind === 'wrong-kind')) throw error
    throw badRequest('upload-destination-folder', { path: [exchange.rootName, ...destination].join('/') })
  })
  answer(exchange, created ? 201 : 204, writtenHeaders(exchange, node, times))
}
