import { copy } from '../../../domain/files/copy.ts'
import { move as moveFile } from '../../../domain/files/move.ts'
import { FILE } from '../../../vocabulary/node-kind.ts'
import { parseDepth } from '../../wire/depth.ts'
import { parseDestination } from '../../wire/destination.ts'
import { parseOverwrite } from '../../wire/overwrite.ts'
import { judge } from '../conditions.ts'
import { answer, type Exchange, header, publicId, quoted } from '../exchange.ts'
import { badRequest, DavFault, SABRE } from '../fault.ts'

/** The path in the actor's own files that `Destination` names. @throws DavFault */
export function destinationOf(exchange: Exchange): readonly string[] {
  const value = header(exchange, 'destination')
  if (value === undefined) throw badRequest('destination-missing')
  const target = parseDestination(value)
  const path = exchange.filesAt(target)
  if (path !== undefined) return path
  const uri = `/${target.segments.join('/')}`
  throw new DavFault(403, `${SABRE}Forbidden`, 'destination-outside', {
    facts: { uri, base: `${exchange.prefix}/remote.php/dav/` },
  })
}

export function overwrites(exchange: Exchange): boolean {
  try {
    return parseOverwrite(header(exchange, 'overwrite'))
  } catch {
    throw badRequest('overwrite-value')
  }
}

export async function move(exchange: Exchange): Promise<void> {
  const { domain, actor, path } = exchange
  const to = destinationOf(exchange)
  const overwrite = overwrites(exchange)
  const judged = await judge(exchange, path)
  const { node, created } = await moveFile(domain, actor, path, to, { ...judged, overwrite })
  const etag: Record<string, string> =
    node.kind === FILE ? { ETag: quoted(node.etag), 'OC-ETag': quoted(node.etag) } : {}
  answer(exchange, created ? 201 : 204, { ...etag, 'OC-FileId': publicId(node.id, domain.instanceId) })
}

export async function copyTo(exchange: Exchange): Promise<void> {
  const { domain, actor, path } = exchange
  const to = destinationOf(exchange)
  const overwrite = overwrites(exchange)
  const shallow = parseDepth(header(exchange, 'depth'), Number.POSITIVE_INFINITY) === 0
  const judged = await judge(exchange, path)
  const { node, created } = await copy(domain, actor, path, to, { ...judged, overwrite, shallow })
  answer(exchange, created ? 201 : 204, { 'OC-FileId': publicId(node.id, domain.instanceId) })
}
