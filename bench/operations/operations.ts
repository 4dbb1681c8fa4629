import { bulk } from './bulk.ts'
import { chunked } from './chunked.ts'
import { depositors, depositorsOnServers } from './depositors.ts'
import { folderPage } from './folder-page.ts'
import { folders } from './folders.ts'
import { getLarge } from './get-large.ts'
import { getSmall } from './get-small.ts'
import { growth, growthOnServers } from './growth.ts'
import { linkPage } from './link-page.ts'
import { list } from './list.ts'
import { memory } from './memory.ts'
import type { Operation } from './operation.ts'
import { poll } from './poll.ts'
import { pollMounts, pollMountsOnServers } from './poll-mounts.ts'
import { previews } from './previews.ts'
import { push } from './push.ts'
import { putLarge } from './put-large.ts'
import { putSmall } from './put-small.ts'
import { rollback, rollbackOnServers } from './rollback.ts'
import { search } from './search.ts'
import { servers } from './servers.ts'
import { sharees } from './sharees.ts'
import { start } from './start.ts'
import { sync } from './sync.ts'
import { trash } from './trash.ts'
import { waiting } from './waiting.ts'
import { webFirst } from './web-first.ts'
import { webList } from './web-list.ts'
import { webUpload } from './web-upload.ts'

/** In the order in which they are measured. */
export const operations: readonly Operation[] = [
  poll,
  pollMounts,
  list,
  folderPage,
  getSmall,
  putSmall,
  bulk,
  putLarge,
  getLarge,
  chunked,
  ...folders,
  trash,
  rollback,
  search,
  growth,
  waiting,
  push,
  previews,
  sharees,
  linkPage,
  depositors,
  webFirst,
  webList,
  webUpload,
  memory,
  start,
  sync,
  servers,
  pollMountsOnServers,
  depositorsOnServers,
  growthOnServers,
  rollbackOnServers,
]
