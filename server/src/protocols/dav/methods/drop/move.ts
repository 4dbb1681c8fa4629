import { beginDeposit } from '../../../../domain/boxes/begin-deposit.ts'
import { finishDeposit } from '../../../../domain/boxes/finish.ts'
import { takeGathered } from '../../../../domain/boxes/take-upload.ts'
import { requireUpload } from '../../../../domain/uploads/list.ts'
import type { DropVisitor } from '../../../../vocabulary/actor.ts'
import { parseChecksums } from '../../../wire/checksum-header.ts'
import { announcedLengths } from '../../../wire/length-headers.ts'
import { answer, type Exchange, header } from '../../exchange.ts'
import { forbidden } from '../../fault.ts'
import { destinationOf } from '../move.ts'
import { writeTimes } from '../put.ts'
import { WHOLE } from '../uploads/names.ts'
import { nicknameOf, requireNickname } from './nickname.ts'
import { handedIn } from './put.ts'

/** Hands in what came in pieces (webdav.md §21.3). */
export async function moveDrop(exchange: Exchange<DropVisitor>): Promise<void> {
  const { domain, actor, path, request } = exchange
  const [upload, whole] = path
  if (upload === undefined || whole !== WHOLE || path.length > 2) throw forbidden('chunk-stays')
  const destination = destinationOf(exchange)
  const name = destination.at(-1)
  if (name === undefined) throw forbidden('not-allowed-here')
  const times = writeTimes(exchange)
  const { total } = announcedLengths(request.headers)
  const { checksums } = parseChecksums(header(exchange, 'oc-checksum'))
  const nickname = nicknameOf(exchange)
  requireNickname(nickname, destination)
  const { size } = await requireUpload(domain, actor, upload)
  const { box, deposit } = await beginDeposit(domain, actor, { name: nickname, files: [{ name, size }] })
  const file = await takeGathered(domain, actor, box, {
    ...{ name, folders: destination.slice(0, -1), upload, checksums },
    ...(total === null ? {} : { size: total }),
    ...(times.mtime === undefined ? {} : { mtime: times.mtime }),
  })
  const { etags } = await finishDeposit(domain, { visitor: actor, name: nickname }, deposit, [file])
  answer(exchange, 201, handedIn(etags[0], times))
}
