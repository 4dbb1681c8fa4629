import type account from './web/fr/account.json'
import type activity from './web/fr/activity.json'
import type acts from './web/fr/acts.json'
import type boxes from './web/fr/boxes.json'
import type comments from './web/fr/comments.json'
import type details from './web/fr/details.json'
import type devices from './web/fr/devices.json'
import type errors from './web/fr/errors.json'
import type favourites from './web/fr/favourites.json'
import type folder from './web/fr/folder.json'
import type frame from './web/fr/frame.json'
import type help from './web/fr/help.json'
import type links from './web/fr/links.json'
import type list from './web/fr/list.json'
import type live from './web/fr/live.json'
import type look from './web/fr/look.json'
import type notifications from './web/fr/notifications.json'
import type recent from './web/fr/recent.json'
import type rollback from './web/fr/rollback.json'
import type search from './web/fr/search.json'
import type shared from './web/fr/shared.json'
import type sharing from './web/fr/sharing.json'
import type space from './web/fr/space.json'
import type tags from './web/fr/tags.json'
import type tour from './web/fr/tour.json'
import type transfer from './web/fr/transfer.json'
import type trash from './web/fr/trash.json'
import type versions from './web/fr/versions.json'
import type viewer from './web/fr/viewer.json'

/** What the app says, a file for each of its features; the French one is the model of its keys. */
export interface WebWords {
  readonly look: typeof look
  readonly frame: typeof frame
  readonly errors: typeof errors
  readonly list: typeof list
  readonly acts: typeof acts
  readonly folder: typeof folder
  readonly trash: typeof trash
  readonly favourites: typeof favourites
  readonly recent: typeof recent
  readonly transfer: typeof transfer
  readonly sharing: typeof sharing
  readonly links: typeof links
  readonly boxes: typeof boxes
  readonly shared: typeof shared
  readonly viewer: typeof viewer
  readonly details: typeof details
  readonly tags: typeof tags
  readonly comments: typeof comments
  readonly versions: typeof versions
  readonly live: typeof live
  readonly search: typeof search
  readonly notifications: typeof notifications
  readonly activity: typeof activity
  readonly space: typeof space
  readonly rollback: typeof rollback
  readonly account: typeof account
  readonly devices: typeof devices
  readonly tour: typeof tour
  readonly help: typeof help
}
