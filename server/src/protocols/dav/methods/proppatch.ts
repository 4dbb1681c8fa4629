import { adjustAt } from '../../../domain/files/adjust-at.ts'
import { look } from '../../../domain/files/list.ts'
import { encodeSegment } from '../../wire/href.ts'
import { prefersMinimal } from '../../wire/prefer.ts'
import { compileResponse, EMPTY_ELEMENT } from '../../wire/xml/multistatus.ts'
import { judge } from '../conditions.ts'
import { answer, type Exchange } from '../exchange.ts'
import { sendMultistatus } from '../multistatus.ts'
import { type Patch, patchOf, readInstructions } from '../patch.ts'

/** What is kept for each person apart: a visitor is none. */
const isPersonal = ({ adjustment }: Patch): boolean =>
  adjustment?.what === 'favourite' || adjustment?.what === 'property'

/** All or nothing (RFC 4918 §9.2): one property that may not be changed leaves all others as they are. */
export async function proppatch(exchange: Exchange): Promise<void> {
  const { domain, actor, path } = exchange
  const patches = (await readInstructions(exchange))
    .map(({ element, kind }) => patchOf(element, kind))
    .map((patch) =>
      actor.kind !== 'member' && isPersonal(patch) ? { ...patch, status: 403 as const } : patch,
    )
  await look(domain, actor, path, [])
  const { hold } = await judge(exchange, path)
  const refused = patches.some((patch) => patch.status === 403)
  if (!refused) {
    const adjustments = patches.flatMap((patch) => (patch.adjustment === null ? [] : [patch.adjustment]))
    await adjustAt(domain, actor, path, adjustments, hold)
    if (prefersMinimal(exchange.request.headers)) return answer(exchange, 204, {})
  }
  const values = patches.map((patch) => {
    if (refused) return { status: patch.status === 403 ? 403 : 424 }
    return patch.status === 200 ? EMPTY_ELEMENT : { status: patch.status }
  })
  const place = path.reduce((parent, name) => `${parent}/${encodeSegment(name)}`, exchange.base)
  const href = exchange.trailingSlash ? `${place}/` : place
  await sendMultistatus(exchange, [[compileResponse(patches.map((patch) => patch.name))(href, values)]])
}
