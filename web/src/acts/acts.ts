import { collect } from '../boxes/act.tsx'
import { asItWas } from '../rollback/act.ts'
import { copyLink, share } from '../sharing/acts.ts'
import { tag } from '../tags/act.tsx'
import type { Act } from './act.ts'
import { copyToClipboard, cutToClipboard, pasteHere } from './clip.ts'
import { details } from './details.ts'
import { download } from './download.ts'
import { favourite } from './favourite.ts'
import { open } from './open.ts'
import { copy, move } from './place.tsx'
import { remove } from './remove.tsx'
import { rename } from './rename.ts'

/** Everything that can be done with files and folders, in the order of the menus. A line for each. */
export const ACTS: readonly Act[] = [
  open,
  details,
  share,
  copyLink,
  collect,
  download,
  rename,
  favourite,
  tag,
  move,
  copy,
  cutToClipboard,
  copyToClipboard,
  pasteHere,
  asItWas,
  remove,
]
