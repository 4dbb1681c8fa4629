import type { Entry } from '../../../domain/files/list.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import {
  ALL,
  allows,
  CREATE,
  DELETE,
  ON_FILE,
  READ,
  SHARE,
  shownPermissions,
  UPDATE,
} from '../../../vocabulary/permissions.ts'

/** What the official clients read to know what they may do (webdav.md §8). */
export function permissionLetters({
  node,
  permissions,
  mount,
  isMountRoot,
}: Pick<Entry, 'node' | 'permissions' | 'mount' | 'isMountRoot'>): string {
  const folder = node.kind === FOLDER
  if (permissions === ALL && mount === null) return folder ? 'RGDNVCK' : 'RGDNVW'
  let letters = mount === null ? '' : 'S'
  if (allows(permissions, SHARE)) letters += 'R'
  // Newer desktops delete their local copy of what has no G.
  if (allows(permissions, READ)) letters += 'G'
  // Whoever received something may always leave it.
  if (allows(permissions, DELETE) || isMountRoot) letters += 'D'
  if (allows(permissions, UPDATE)) letters += folder ? 'NV' : 'NVW'
  if (folder && allows(permissions, CREATE)) letters += 'CK'
  return letters
}

/** What may be passed on when sharing. */
export const sharePermissions = ({ node, permissions }: Entry): number =>
  shownPermissions(node.kind === FOLDER ? permissions : permissions & ON_FILE)
