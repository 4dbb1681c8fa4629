import { beginUpload } from '../../../../domain/uploads/begin.ts'
import type { Sender } from '../../../../vocabulary/actor.ts'
import { Refusal } from '../../../../vocabulary/refusal.ts'
import { readBody } from '../../../wire/body.ts'
import { adviseDestination } from '../../../wire/destination.ts'
import { announcedLengths } from '../../../wire/length-headers.ts'
import { answer, type Exchange, header } from '../../exchange.ts'
import { DavFault, forbidden, SABRE } from '../../fault.ts'

/** Opens an upload. Where it shall go in the end is only advice here: it tells whose room it will take. */
export async function mkcolUpload(exchange: Exchange<Sender>): Promise<void> {
  const { domain, actor, path, filesAt } = exchange
  const [name, below] = path
  if (name === undefined) throw new Refusal('exists', 'already-exists')
  if (below !== undefined) throw forbidden('chunk-create', { name: path.at(-1)! })
  if ((await readBody(exchange.request)).length > 0)
    throw new DavFault(415, `${SABRE}UnsupportedMediaType`, 'body-unexpected')
  const { total } = announcedLengths(exchange.request.headers)
  const target = adviseDestination(header(exchange, 'destination'))
  const destination = target === null ? undefined : filesAt(target)
  await beginUpload(domain, actor, name, {
    ...(destination === undefined ? {} : { destination }),
    ...(total === null ? {} : { total }),
  })
  answer(exchange, 201, {})
}
