import { encodePath } from '../../wire/href.ts'
import { prefersMinimal } from '../../wire/prefer.ts'
import { compileResponse, EMPTY_ELEMENT } from '../../wire/xml/multistatus.ts'
import type { QName } from '../../wire/xml/names.ts'
import { answer, type Exchange } from '../exchange.ts'
import { sendMultistatus } from '../multistatus.ts'
import { type Instruction, readInstructions } from '../patch.ts'

export interface Changeable {
  /** Whether this one can be changed at all. */
  allows(name: QName): boolean
  /** Not called when one of them cannot be changed: all or nothing (RFC 4918 §9.2). */
  change(instructions: readonly Instruction[]): Promise<void>
  /** What is said of one that was set; 200 if absent. */
  readonly done?: number
}

/** PROPPATCH where few properties can be changed: one that cannot leaves all others as they are. */
export async function changeProperties(exchange: Exchange, changeable: Changeable): Promise<void> {
  const { base, path, request } = exchange
  const instructions = await readInstructions(exchange)
  const names = instructions.map(({ element }) => ({ ns: element.ns, name: element.name }))
  const refused = !names.every((name) => changeable.allows(name))
  if (!refused && instructions.length > 0) {
    await changeable.change(instructions)
    if (prefersMinimal(request.headers)) return answer(exchange, 204, {})
  }
  const { done = 200 } = changeable
  const values = instructions.map(({ kind, element }) => {
    if (refused) return { status: changeable.allows(element) ? 424 : 403 }
    const status = kind === 'remove' ? 204 : done
    return status === 200 ? EMPTY_ELEMENT : { status }
  })
  await sendMultistatus(exchange, [[compileResponse(names)(`${base}${encodePath(path)}`, values)]])
}
