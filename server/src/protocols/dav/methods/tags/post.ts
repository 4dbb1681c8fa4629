import { assignNewTag } from '../../../../domain/tags/assign.ts'
import { createTag, type NewTag } from '../../../../domain/tags/create.ts'
import type { Exchange } from '../../exchange.ts'
import { forbidden } from '../../fault.ts'
import { answerMade } from '../answer-made.ts'
import { ofFileAddress } from '../of-file.ts'
import { flagIn, readJson, textIn } from '../read-json.ts'
import { tagAddress } from './address.ts'

/** Makes a tag. */
export async function postTag(exchange: Exchange): Promise<void> {
  if (tagAddress(exchange) !== undefined) throw forbidden('not-allowed-here')
  const wish = await readWish(exchange)
  answerMade(exchange, await createTag(exchange.domain, exchange.member, wish))
}

/** Makes a tag for a file. */
export async function postRelation(exchange: Exchange): Promise<void> {
  const { node, part } = ofFileAddress(exchange)
  if (node === undefined || part !== undefined) throw forbidden('not-allowed-here')
  const wish = await readWish(exchange)
  answerMade(exchange, await assignNewTag(exchange.domain, exchange.member, node, wish))
}

async function readWish(exchange: Exchange): Promise<NewTag> {
  const said = await readJson(exchange)
  return {
    name: textIn(said, 'name'),
    visible: flagIn(said, 'userVisible', true),
    assignable: flagIn(said, 'userAssignable', true),
  }
}
