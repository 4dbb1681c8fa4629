import { editComment } from '../../../../domain/comments/edit.ts'
import { findComment, listComments } from '../../../../domain/comments/list.ts'
import { markRead } from '../../../../domain/comments/mark.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import { OWNCLOUD, type QName } from '../../../wire/xml/names.ts'
import type { Exchange } from '../../exchange.ts'
import { badRequest, forbidden } from '../../fault.ts'
import type { Instruction } from '../../patch.ts'
import { changeProperties } from '../change-properties.ts'
import { ofFileAddress } from '../of-file.ts'

const named =
  (wanted: string) =>
  ({ ns, name }: QName): boolean =>
    ns === OWNCLOUD && name === wanted

/** Of a file's comments: that one has seen them. Of one comment: what it says. */
export async function proppatchComments(exchange: Exchange<Member>): Promise<void> {
  const { domain, actor } = exchange
  const { node, part } = ofFileAddress(exchange)
  if (node === undefined) throw forbidden('not-allowed-here')
  if (part === undefined) {
    await listComments(domain, actor, node, { limit: 0 })
    return await changeProperties(exchange, {
      allows: named('readMarker'),
      change: (instructions) => markRead(domain, actor, node, timeIn(instructions)),
      done: 204,
    })
  }
  await findComment(domain, actor, node, part)
  await changeProperties(exchange, {
    allows: named('message'),
    change: (instructions) => editComment(domain, actor, node, part, textIn(instructions)),
  })
}

/** Seconds; undefined for "now", which is what all clients say. */
function timeIn([instruction]: readonly Instruction[]): number | undefined {
  const text = instruction?.kind === 'set' ? instruction.element.text.trim() : ''
  if (text === '') return undefined
  const time = Math.floor(Date.parse(text) / 1000)
  if (!(time >= 0)) throw badRequest('comments-time')
  return time
}

const textIn = ([instruction]: readonly Instruction[]): string =>
  instruction?.kind === 'set' ? instruction.element.text : ''
