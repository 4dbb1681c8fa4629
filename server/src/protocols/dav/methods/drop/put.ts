import { takeFile } from '../../../../domain/boxes/add-file.ts'
import { beginDeposit } from '../../../../domain/boxes/begin-deposit.ts'
import { finishDeposit } from '../../../../domain/boxes/finish.ts'
import type { DropVisitor } from '../../../../vocabulary/actor.ts'
import { parseChecksums } from '../../../wire/checksum-header.ts'
import { announcedLengths } from '../../../wire/length-headers.ts'
import { takeBody } from '../../body.ts'
import { answer, type Exchange, header, quoted } from '../../exchange.ts'
import { badRequest, DavFault, SABRE } from '../../fault.ts'
import { type WriteHeaders, writeTimes } from '../put.ts'
import { nicknameOf, requireNickname } from './nickname.ts'

/** A file for the box: a deposit of its own, under whatever name is free. */
export async function putDrop(exchange: Exchange<DropVisitor>): Promise<void> {
  const { domain, actor, path, request } = exchange
  const name = path.at(-1)
  if (name === undefined) throw new DavFault(405, `${SABRE}MethodNotAllowed`, 'drop-put-only')
  if (header(exchange, 'content-range') !== undefined) throw badRequest('content-range')
  const lengths = announcedLengths(request.headers)
  const times = writeTimes(exchange)
  const { checksums } = parseChecksums(header(exchange, 'oc-checksum'))
  const nickname = nicknameOf(exchange)
  requireNickname(nickname, path)
  const size = lengths.expected ?? 0
  const { box, deposit } = await beginDeposit(domain, actor, { name: nickname, files: [{ name, size }] })
  const file = await takeFile(domain, box, {
    ...{ name, folders: path.slice(0, -1), checksums, body: await takeBody(exchange, lengths) },
    ...(lengths.content === null ? {} : { size: lengths.content }),
    ...(times.mtime === undefined ? {} : { mtime: times.mtime }),
  })
  const { etags } = await finishDeposit(domain, { visitor: actor, name: nickname }, deposit, [file])
  answer(exchange, 201, handedIn(etags[0], times))
}

/** No id goes out: nothing that could be asked for. */
export const handedIn = (etag: string | undefined, times: WriteHeaders): Record<string, string> => ({
  ...(times.mtime === undefined ? {} : { 'X-OC-MTime': 'accepted' }),
  ...(etag === undefined ? {} : { ETag: quoted(etag), 'OC-ETag': quoted(etag) }),
})
