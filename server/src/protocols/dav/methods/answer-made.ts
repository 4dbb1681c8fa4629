import { encodePath } from '../../wire/href.ts'
import { answer, type Exchange } from '../exchange.ts'

/** Clients take the number from the end of the address. */
export function answerMade(exchange: Exchange, id: number): void {
  const place = `${exchange.base}${encodePath([...exchange.path, String(id)])}`
  answer(exchange, 201, { 'Content-Location': place })
}
