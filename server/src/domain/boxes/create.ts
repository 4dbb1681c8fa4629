import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { CREATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { resolve } from '../files/resolve.ts'
import { createShare } from '../shares/create.ts'
import { LINK } from '../shares/share.ts'
import type { Box, BoxSettings } from './box.ts'
import { changeBox } from './change.ts'
import { boxOf, USUAL } from './open.ts'
import { acceptSettings } from './settings.ts'

export interface BoxWish extends Partial<BoxSettings> {
  /** Names from the owner's root: the folder that the box fills. */
  readonly path: readonly string[]
  /** What the box is called, where it is not its folder's name. */
  readonly label?: string
  readonly password?: string
}

/**
 * Opens a collection box on a folder: a link through which nothing can be seen. It asks for names unless told not to.
 * @throws Refusal of a share, `bad-request` for settings, `wrong-kind` for a file.
 */
export async function createBox(domain: Domain, actor: Member, wish: BoxWish): Promise<Box> {
  const { path, label, password, ...settings } = wish
  await domain.records.read(async (reader) => {
    const { node } = await resolve(reader, actor, path, seconds(domain.now()))
    if (node.kind !== FOLDER) throw new Refusal('wrong-kind', 'box-folder')
    await acceptSettings(reader, node.space, settings, { ...USUAL, room: null })
  })
  const share = await createShare(domain, actor, {
    ...{ path, kind: LINK, permissions: CREATE },
    ...(label === undefined ? {} : { label }),
    ...(password === undefined ? {} : { password }),
  })
  await boxOf(domain, share.id)
  return await changeBox(domain, actor, share.id, { named: true, ...settings })
}
