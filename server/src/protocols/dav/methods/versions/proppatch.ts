import { labelVersion } from '../../../../domain/versions/change.ts'
import { encodePath } from '../../../wire/href.ts'
import { prefersMinimal } from '../../../wire/prefer.ts'
import { compileResponse, EMPTY_ELEMENT } from '../../../wire/xml/multistatus.ts'
import { NEXTCLOUD, type QName } from '../../../wire/xml/names.ts'
import { answer, type Exchange } from '../../exchange.ts'
import { forbidden } from '../../fault.ts'
import { sendMultistatus } from '../../multistatus.ts'
import { type Instruction, readInstructions } from '../../patch.ts'
import { findHeld, versionAddress } from './address.ts'

const isLabel = ({ ns, name }: QName): boolean => ns === NEXTCLOUD && name === 'version-label'

/** Names a version, or takes its name away; nothing else of it can be changed. */
export async function proppatchVersion(exchange: Exchange): Promise<void> {
  const { domain, member, base, path, request } = exchange
  const address = versionAddress(exchange)
  if (address.kind !== 'version') throw forbidden('not-allowed-here')
  const instructions = await readInstructions(exchange)
  await findHeld(exchange, address)
  const refused = instructions.some(({ element }) => !isLabel(element))
  const last = instructions.at(-1)
  if (!refused && last !== undefined) {
    await labelVersion(domain, member, address.id, address.stamp, labelIn(last))
    if (prefersMinimal(request.headers)) return answer(exchange, 204, {})
  }
  const names = instructions.map(({ element }) => ({ ns: element.ns, name: element.name }))
  const values = names.map((name) => {
    if (refused) return { status: isLabel(name) ? 424 : 403 }
    return last?.kind === 'remove' ? { status: 204 } : EMPTY_ELEMENT
  })
  await sendMultistatus(exchange, [[compileResponse(names)(`${base}${encodePath(path)}`, values)]])
}

const labelIn = ({ kind, element }: Instruction): string => (kind === 'set' ? element.text.trim() : '')
