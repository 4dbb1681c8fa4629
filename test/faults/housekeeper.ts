import { setImmediate as breathe } from 'node:timers/promises'
import { placeGroups } from '../../server/src/domain/mounts/place-group.ts'
import { trimLog } from '../../server/src/domain/retention/trim-log.ts'
import { compactBlobs } from '../../server/src/domain/sweep/compact.ts'
import { sweepGarbage, sweepStrays } from '../../server/src/domain/sweep/sweep.ts'
import { purgeRows } from '../../server/src/domain/trash/purge-rows.ts'
import { expireUploads } from '../../server/src/domain/uploads/abandon.ts'
import { open, type Settings } from './ground.ts'

/**
 * What a server does by itself at its times, done at once as a process of its own, by a clock that is ahead so that
 * no grace is left: it says what it begins, so that it can be killed in the middle. To be run while nobody writes.
 */
const AHEAD = 48 * 3600 * 1000

const house = await open(process.env as unknown as Settings)
const say = async (what: string): Promise<void> => {
  process.stdout.write(`${what}\n`)
  await breathe()
}
const later = (hours: number) => ({
  ...house.domain,
  now: () => Date.now() + AHEAD + hours * 3600 * 1000,
})

if (process.argv[2] === 'place' || process.argv[2] === 'trim') {
  await say(process.argv[2])
  await (process.argv[2] === 'place' ? placeGroups(house.domain) : trimLog(house.domain))
  await house.close()
  process.exit()
}
await say('uploads')
await expireUploads(later(0))
await say('purge')
await purgeRows(house.domain)
await say('garbage')
await sweepGarbage(later(0))
await say('compaction')
await compactBlobs(later(0))
await say('garbage of compaction')
await sweepGarbage(later(2))
await say('strays')
await sweepStrays(later(4))
await say('unfinished')
await house.domain.blobs.sweepUnfinished(later(4).now())
await house.close()
await say('done')
