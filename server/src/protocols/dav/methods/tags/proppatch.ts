import { changeTag, type TagChange } from '../../../../domain/tags/change.ts'
import { findTag } from '../../../../domain/tags/list.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import type { XmlElement } from '../../../wire/xml/element.ts'
import { clark, NEXTCLOUD, OWNCLOUD } from '../../../wire/xml/names.ts'
import type { Exchange } from '../../exchange.ts'
import { forbidden } from '../../fault.ts'
import { changeProperties } from '../change-properties.ts'
import { tagAddress } from './address.ts'

const isOn = (text: string): boolean => ['1', 'true'].includes(text.trim().toLowerCase())

const changes: Readonly<Record<string, (text: string) => TagChange>> = {
  [`{${OWNCLOUD}}display-name`]: (name) => ({ name }),
  [`{${OWNCLOUD}}user-visible`]: (text) => ({ visible: isOn(text) }),
  [`{${OWNCLOUD}}user-assignable`]: (text) => ({ assignable: isOn(text) }),
  [`{${NEXTCLOUD}}color`]: (color) => ({ color }),
}

const changeIn = (element: XmlElement): TagChange => changes[clark(element)]!(element.text)

/** Renames and colours a tag. */
export async function proppatchTag(exchange: Exchange<Member>): Promise<void> {
  const { domain, actor } = exchange
  const id = tagAddress(exchange)
  if (id === undefined) throw forbidden('not-allowed-here')
  await findTag(domain, actor, id)
  await changeProperties(exchange, {
    allows: (name) => Object.hasOwn(changes, clark(name)),
    async change(instructions) {
      const wanted = instructions.filter(({ kind }) => kind === 'set')
      await changeTag(domain, actor, id, Object.assign({}, ...wanted.map((one) => changeIn(one.element))))
    },
  })
}
