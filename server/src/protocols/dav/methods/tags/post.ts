import { assignNewTag } from '../../../../domain/tags/assign.ts'
import { createTag, type NewTag } from '../../../../domain/tags/create.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import type { Exchange } from '../../exchange.ts'
import { forbidden } from '../../fault.ts'
import { answerMade } from '../answer-made.ts'
import { ofFileAddress } from '../of-file.ts'
import { flagIn, readJson, textIn } from '../read-json.ts'
import { tagAddress } from './address.ts'

/** Makes a tag. */
export async function postTag(exchange: Exchange<Member>): Promise<void> {
  if (tagAddress(exchange) !== undefined) throw forbidden('not-allowed-here')
  const wish = await readWish(exchange)
  answerMade(exchange, await createTag(exchange.domain, exchange.actor, wish))
}

/** Makes a tag for a file. */
export async function postRelation(exchange: Exchange<Member>): Promise<void> {
  const { node, part } = ofFileAddress(exchange)
  if (node === undefined || part !== undefined) throw forbidden('not-allowed-here')
  const wish = await readWish(exchange)
  answerMade(exchange, await assignNewTag(exchange.domain, exchange.actor, node, wish))
}

async function readWish(exchange: Exchange<Member>): Promise<NewTag> {
  const said = await readJson(exchange)
  return {
    name: textIn(said, 'name'),
    visible: flagIn(said, 'userVisible', true),
    assignable: flagIn(said, 'userAssignable', true),
  }
}
