import type { DropVisitor } from '../../../../vocabulary/actor.ts'
import { readBody } from '../../../wire/body.ts'
import { answer, type Exchange } from '../../exchange.ts'
import { badRequest } from '../../fault.ts'
import { nicknameOf } from './nickname.ts'

/** Folders are made when something comes to lie in them: what is promised here needs no room, and shows nothing. */
export async function mkcolDrop(exchange: Exchange<DropVisitor>): Promise<void> {
  await readBody(exchange.request)
  if (nicknameOf(exchange) === '') throw badRequest('nickname-subfolder')
  answer(exchange, 201, {})
}
