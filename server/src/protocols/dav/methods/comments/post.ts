import { addComment } from '../../../../domain/comments/add.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import type { Exchange } from '../../exchange.ts'
import { badRequest, forbidden } from '../../fault.ts'
import { answerMade } from '../answer-made.ts'
import { ofFileAddress } from '../of-file.ts'
import { readJson, textIn } from '../read-json.ts'

/** Says something about a file. Whoever signed in says it, whatever actor the body names. */
export async function postComment(exchange: Exchange<Member>): Promise<void> {
  const { node, part } = ofFileAddress(exchange)
  if (node === undefined || part !== undefined) throw forbidden('not-allowed-here')
  const said = await readJson(exchange)
  if ((said.get('verb') ?? 'comment') !== 'comment') throw badRequest('json-member', { name: 'verb' })
  answerMade(exchange, await addComment(exchange.domain, exchange.actor, node, textIn(said, 'message')))
}
