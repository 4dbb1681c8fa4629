import type { Route } from './route.ts'
import { activityRoutes } from './routes/activity.ts'
import { actRoutes } from './routes/acts.ts'
import { boardRoutes } from './routes/board.ts'
import { boxRoutes } from './routes/boxes.ts'
import { commentRoutes } from './routes/comments.ts'
import { deviceRoutes } from './routes/devices.ts'
import { folderRoutes } from './routes/folders.ts'
import { linkRoutes } from './routes/links.ts'
import { listRoutes } from './routes/lists.ts'
import { notificationRoutes } from './routes/notifications.ts'
import { peopleRoutes } from './routes/people.ts'
import { profileRoutes } from './routes/profile.ts'
import { rollBackRoutes } from './routes/rollback.ts'
import { securityRoutes } from './routes/security.ts'
import { sessionRoutes } from './routes/session.ts'
import { sharedRoutes } from './routes/shared.ts'
import { shareRoutes } from './routes/shares.ts'
import { spaceUseRoutes } from './routes/space-use.ts'
import { statusRoutes } from './routes/status.ts'
import { tagRoutes } from './routes/tags.ts'
import { trashRoutes } from './routes/trash.ts'
import { versionRoutes } from './routes/versions.ts'

/** All that the API answers. */
export const ROUTES: readonly Route[] = [
  ...sessionRoutes,
  ...folderRoutes,
  ...actRoutes,
  ...listRoutes,
  ...trashRoutes,
  ...versionRoutes,
  ...activityRoutes,
  ...commentRoutes,
  ...tagRoutes,
  ...peopleRoutes,
  ...shareRoutes,
  ...linkRoutes,
  ...sharedRoutes,
  ...boardRoutes,
  ...boxRoutes,
  ...rollBackRoutes,
  ...notificationRoutes,
  ...spaceUseRoutes,
  ...statusRoutes,
  ...profileRoutes,
  ...deviceRoutes,
  ...securityRoutes,
]
