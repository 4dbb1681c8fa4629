import { FILE, type NodeKind } from '../../vocabulary/node-kind.ts'
import {
  allows,
  CREATE,
  DELETE,
  ON_FILE,
  type Permissions,
  READ,
  SHARE,
  shownPermissions,
  UPDATE,
} from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'

const EVERYTHING = READ | UPDATE | CREATE | DELETE | SHARE

/** @throws Refusal `not-permitted` for bits that there are not. */
function demandKnown(permissions: number): Permissions {
  if (!Number.isInteger(permissions) || permissions < 0 || permissions > EVERYTHING)
    throw new Refusal('not-permitted', 'share-permissions')
  return permissions
}

const onNode = (permissions: Permissions, kind: NodeKind): Permissions =>
  kind === FILE ? shownPermissions(permissions & ON_FILE) : permissions

/** What a share with a person or group becomes: it can always be read (ocs.md §6.2). */
export const forceInternal = (wanted: number, kind: NodeKind): Permissions =>
  onNode(demandKnown(wanted | READ), kind)

export interface LinkWish {
  readonly permissions?: number | undefined
  /** In older words: everything but sharing, or nothing but reading. Wins over `permissions`. */
  readonly publicUpload?: boolean | undefined
}

/**
 * What a link becomes: to read, to read and change, or to hand in only (ocs.md §6.2).
 * @param upload whether links may take files in.
 * @throws Refusal `bad-request`, `not-permitted` (`share-upload-off`, `share-permissions`).
 */
export function forceLink(wish: LinkWish, kind: NodeKind, upload: boolean): Permissions {
  const { publicUpload } = wish
  const wanted =
    publicUpload === undefined
      ? (wish.permissions ?? READ)
      : publicUpload
        ? READ | UPDATE | CREATE | DELETE
        : READ
  if (publicUpload === true && kind === FILE) throw new Refusal('bad-request', 'share-upload-on-file')
  demandLinkBits(wanted)
  demandKnown(wanted)
  if (!upload && (wanted & (UPDATE | CREATE | DELETE)) !== 0)
    throw new Refusal('not-permitted', 'share-upload-off')
  const forced = onNode(wanted, kind)
  demandLinkBits(forced)
  return forced
}

function demandLinkBits(permissions: number): void {
  if (allows(permissions, READ)) return
  if (!allows(permissions, CREATE)) throw new Refusal('bad-request', 'share-bits-none')
  if ((permissions & (UPDATE | DELETE)) !== 0) throw new Refusal('bad-request', 'share-bits-read')
}
