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

/**
 * What the official clients read to know what they may do (webdav.md §8).
 * @param locked by somebody else. It may not be moved or deleted meanwhile; the W stays, as without it the desktop puts
 * back at once what is edited beside them, and with it waits. Unless these letters change, it does not take in that the
 * lock of a file whose etag stays has come or gone (processFileAnalyzeRemoteInfo in discovery.cpp).
 */
export function permissionLetters(
  { node, permissions, mount, isMountRoot }: Pick<Entry, 'node' | 'permissions' | 'mount' | 'isMountRoot'>,
  locked = false,
): string {
  const folder = node.kind === FOLDER
  if (permissions === ALL && mount === null && !locked) return folder ? 'RGDNVCK' : 'RGDNVW'
  const fixed = locked && !isMountRoot
  let letters = mount === null ? '' : 'S'
  if (allows(permissions, SHARE)) letters += 'R'
  // Newer desktops delete their local copy of what has no G.
  if (allows(permissions, READ)) letters += 'G'
  // Whoever received something may always leave it.
  if ((allows(permissions, DELETE) && !fixed) || isMountRoot) letters += 'D'
  if (allows(permissions, UPDATE)) letters += `${fixed ? '' : 'NV'}${folder ? '' : 'W'}`
  if (folder && allows(permissions, CREATE)) letters += 'CK'
  return letters
}

/** What may be passed on when sharing. */
export const sharePermissions = ({ node, permissions }: Entry): number =>
  shownPermissions(node.kind === FOLDER ? permissions : permissions & ON_FILE)
