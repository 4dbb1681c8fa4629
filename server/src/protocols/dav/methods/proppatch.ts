import { adjustAt } from '../../../domain/files/adjust-at.ts'
import { look } from '../../../domain/files/list.ts'
import { encodeSegment } from '../../wire/href.ts'
import { prefersMinimal } from '../../wire/prefer.ts'
import { isElement } from '../../wire/xml/element.ts'
import { compileResponse, EMPTY_ELEMENT } from '../../wire/xml/multistatus.ts'
import { DAV } from '../../wire/xml/names.ts'
import { parseXml } from '../../wire/xml/parse.ts'
import { judge } from '../conditions.ts'
import { answer, type Exchange } from '../exchange.ts'
import { badRequest } from '../fault.ts'
import { sendMultistatus } from '../multistatus.ts'
import { type Patch, readPatch } from '../patch.ts'

const MOST_PATCHES = 200

/** All or nothing (RFC 4918 §9.2): one property that may not be changed leaves all others as they are. */
export async function proppatch(exchange: Exchange): Promise<void> {
  const { domain, member, path } = exchange
  const patches = await readPatches(exchange)
  await look(domain, member, path, [])
  const { hold } = await judge(exchange, path)
  const refused = patches.some((patch) => patch.status === 403)
  if (!refused) {
    const adjustments = patches.flatMap((patch) => (patch.adjustment === null ? [] : [patch.adjustment]))
    await adjustAt(domain, member, path, adjustments, hold)
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

/** In the order of the document; of several for one property the last counts. */
async function readPatches(exchange: Exchange): Promise<Patch[]> {
  const root = await parseXml(exchange.request)
  if (root === null || !isElement(root, DAV, 'propertyupdate')) throw badRequest('xml-unexpected')
  const patches = new Map<string, Patch>()
  for (const instruction of root.children) {
    const kind = isElement(instruction, DAV, 'set')
      ? 'set'
      : isElement(instruction, DAV, 'remove')
        ? 'remove'
        : undefined
    if (kind === undefined) continue
    for (const patch of readPatch(instruction, kind)) {
      const key = `${patch.name.ns}\n${patch.name.name}`
      patches.delete(key)
      patches.set(key, patch)
    }
  }
  if (patches.size > MOST_PATCHES) throw badRequest('too-many-names')
  return [...patches.values()]
}
