import { remove } from '../../../domain/files/remove.ts'
import { judge } from '../conditions.ts'
import { answer, type Exchange } from '../exchange.ts'

/** DELETE: into the trash, all or nothing. */
export async function del(exchange: Exchange): Promise<void> {
  const judged = await judge(exchange, exchange.path)
  await remove(exchange.domain, exchange.actor, exchange.path, judged)
  answer(exchange, 204, {})
}
