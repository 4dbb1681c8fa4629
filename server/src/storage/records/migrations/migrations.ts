import { first } from './0001-first.ts'
import { userStatus } from './0002-user-status.ts'
import { notifications } from './0003-notifications.ts'
import { trashByName } from './0004-trash-by-name.ts'
import { blockSums } from './0005-block-sums.ts'
import { pushTickets } from './0006-push-tickets.ts'
import { previews } from './0007-previews.ts'
import { phoneTickets } from './0008-phone-tickets.ts'
import { search } from './0009-search.ts'
import { tagsComments } from './0010-tags-comments.ts'
import { sharing } from './0011-sharing.ts'
import { sharees } from './0012-sharees.ts'
import { webApp } from './0013-web-app.ts'
import { boxes } from './0014-boxes.ts'
import { names } from './0015-names.ts'
import { activity } from './0016-activity.ts'
import { signIn } from './0017-sign-in.ts'
import { structure } from './0018-structure.ts'
import { secondFactor } from './0019-second-factor.ts'
import { boxNotices } from './0020-box-notices.ts'
import { portal } from './0021-portal.ts'
import { firstSteps } from './0022-first-steps.ts'

/** In order, never changed once released; the place in the list is the schema's number. */
export const migrations: readonly string[] = [
  first,
  userStatus,
  notifications,
  trashByName,
  blockSums,
  pushTickets,
  previews,
  phoneTickets,
  search,
  tagsComments,
  sharing,
  sharees,
  webApp,
  boxes,
  names,
  activity,
  signIn,
  structure,
  secondFactor,
  boxNotices,
  portal,
  firstSteps,
]
