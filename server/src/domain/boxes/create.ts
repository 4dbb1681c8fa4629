import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { CREATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { createShare, type Subject } from '../shares/create.ts'
import type { EndWish } from '../shares/end.ts'
import { requireSubject } from '../shares/prepare.ts'
import { LINK } from '../shares/share.ts'
import type { Box, BoxSettings } from './box.ts'
import { changeBox } from './change.ts'
import { boxOf, USUAL } from './open.ts'
import { acceptSettings } from './settings.ts'

/** On the folder that the box fills. */
export type BoxWish = Subject & BoxTerms

export interface BoxTerms extends Partial<BoxSettings> {
  /** What the box is called, where it is not its folder's name. */
  readonly label?: string
  readonly password?: string
  /** When the address ends, whatever the hours of the box. */
  readonly end?: EndWish
}

/**
 * Opens a collection box on a folder: a link through which nothing can be seen. It asks for names unless told not to.
 * @throws Refusal of a share, `bad-request` for settings, `wrong-kind` for a file.
 */
export async function createBox(domain: Domain, actor: Member, wish: BoxWish): Promise<Box> {
  const { path: _, node: __, label, password, end, ...settings } = wish
  await domain.records.read(async (reader) => {
    const { node } = await requireSubject(reader, actor, wish, seconds(domain.now()))
    if (node.kind !== FOLDER) throw new Refusal('wrong-kind', 'box-folder')
    await acceptSettings(reader, node.space, settings, { ...USUAL, room: null })
  })
  const share = await createShare(domain, actor, {
    ...(wish.path === undefined ? { node: wish.node } : { path: wish.path }),
    ...{ kind: LINK, permissions: CREATE, end },
    ...(label === undefined ? {} : { label }),
    ...(password === undefined ? {} : { password }),
  })
  await boxOf(domain, share.id)
  return await changeBox(domain, actor, share.id, { named: true, ...settings })
}
