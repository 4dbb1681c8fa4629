import { adjustAt } from '../../../domain/files/adjust-at.ts'
import { makeFolder } from '../../../domain/files/make-folder.ts'
import { readBody } from '../../wire/body.ts'
import { encodeSegment } from '../../wire/href.ts'
import { childOf, childrenOf, isElement } from '../../wire/xml/element.ts'
import { compileResponse } from '../../wire/xml/multistatus.ts'
import { DAV } from '../../wire/xml/names.ts'
import { parseXmlText } from '../../wire/xml/parse.ts'
import { judge } from '../conditions.ts'
import { answer, type Exchange, header, publicId } from '../exchange.ts'
import { badRequest, DavFault, SABRE } from '../fault.ts'
import { sendMultistatus } from '../multistatus.ts'
import { type Patch, readPatch } from '../patch.ts'

/** MKCOL, with RFC 5689's body where one comes. */
export async function mkcol(exchange: Exchange): Promise<void> {
  const { domain, actor, path } = exchange
  const patches = await readBodyPatches(exchange)
  const refused = patches.find((patch) => patch.status !== 200)
  if (refused !== undefined) {
    const statuses = patches.map((patch) =>
      patch.status === 200 ? { status: 424 } : { status: patch.status },
    )
    const line = compileResponse(patches.map((patch) => patch.name))(
      path.reduce((parent, name) => `${parent}/${encodeSegment(name)}`, exchange.base),
      statuses,
    )
    return await sendMultistatus(exchange, [[line]])
  }
  const { hold } = await judge(exchange, path)
  const node = await makeFolder(domain, actor, path, hold)
  const adjustments = patches.flatMap((patch) => (patch.adjustment === null ? [] : [patch.adjustment]))
  if (adjustments.length > 0) await adjustAt(domain, actor, path, adjustments, hold)
  answer(exchange, 201, { 'OC-FileId': publicId(node.id, domain.instanceId) })
}

async function readBodyPatches(exchange: Exchange): Promise<Patch[]> {
  const text = (await readBody(exchange.request)).toString('utf8')
  if (text === '') return []
  if (!/\bxml\b/i.test(header(exchange, 'content-type') ?? ''))
    throw new DavFault(415, `${SABRE}UnsupportedMediaType`, 'mkcol-body')
  const root = parseXmlText(text)
  if (root === null || !isElement(root, DAV, 'mkcol')) throw badRequest('xml-unexpected')
  const patches: Patch[] = []
  let type = false
  for (const set of childrenOf(root, DAV, 'set')) {
    const kind = childOf(childOf(set, DAV, 'prop') ?? set, DAV, 'resourcetype')
    type ||=
      kind !== undefined && kind.children.length === 1 && isElement(kind.children[0]!, DAV, 'collection')
    patches.push(
      ...readPatch(set, 'set').filter((patch) => patch.name.name !== 'resourcetype' || patch.name.ns !== DAV),
    )
  }
  if (!type) throw badRequest('mkcol-type')
  return patches
}
