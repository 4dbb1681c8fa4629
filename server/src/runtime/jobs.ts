import { Cron } from 'croner'
import { sweepSessions } from '../domain/accounts/sessions/change.ts'
import { sweepGuesses } from '../domain/accounts/sign-in/throttle.ts'
import { sweepTickets } from '../domain/accounts/tickets/redeem.ts'
import { tellDay } from '../domain/boxes/digest.ts'
import { forgetDeposits } from '../domain/boxes/forget.ts'
import type { Domain } from '../domain/domain.ts'
import { expireDrafts } from '../domain/files/draft.ts'
import { flushCounters } from '../domain/links/counters.ts'
import { expireLinks } from '../domain/links/expire.ts'
import { expireLoginFlows } from '../domain/login-flows/expire.ts'
import { deliverMails } from '../domain/mail/deliver.ts'
import { forgetMails } from '../domain/mail/forget.ts'
import { scanHeld } from '../domain/malware/scan.ts'
import { forgetMounts } from '../domain/mounts/forget.ts'
import { placeGroups } from '../domain/mounts/place-group.ts'
import { sweepSeen } from '../domain/providers/seen-once.ts'
import { expireTrash } from '../domain/retention/expire-trash.ts'
import { makeRoom } from '../domain/retention/make-room.ts'
import { thinVersions } from '../domain/retention/thin.ts'
import { trimLog } from '../domain/retention/trim-log.ts'
import { resumeRollBacks } from '../domain/rollback/roll-back.ts'
import { catchUpSharees } from '../domain/sharees/catch-up.ts'
import { announceLapsed } from '../domain/shares/lapse.ts'
import { remindOfEnds } from '../domain/shares/remind.ts'
import { resumeHandOvers } from '../domain/spaces/hand-over/hand-over.ts'
import { purgeSpaces } from '../domain/spaces/purge.ts'
import { compactBlobs } from '../domain/sweep/compact.ts'
import { sweepGarbage, sweepStrays } from '../domain/sweep/sweep.ts'
import { purgeRows } from '../domain/trash/purge-rows.ts'
import { expireUploads } from '../domain/uploads/abandon.ts'
import type { Log } from './log.ts'

interface Job {
  readonly name: string
  /** As cron writes it, with seconds. */
  readonly when: string
  run(domain: Domain): Promise<unknown>
}

const DAY = 24 * 3600 * 1000

/** What has to be done again and again. Each may be cut off at any point and begun anew. */
export const JOBS: readonly Job[] = [
  { name: 'drafts', when: '25 */10 * * * *', run: expireDrafts },
  { name: 'place', when: '*/5 * * * * *', run: placeGroups },
  { name: 'mounts', when: '30 53 3 * * *', run: forgetMounts },
  { name: 'purge', when: '*/15 * * * * *', run: purgeRows },
  { name: 'spaces', when: '45 */5 * * * *', run: purgeSpaces },
  { name: 'hand-overs', when: '50 * * * * *', run: resumeHandOvers },
  { name: 'roll-backs', when: '35 * * * * *', run: resumeRollBacks },
  { name: 'trash', when: '20 11 * * * *', run: expireTrash },
  { name: 'versions', when: '15 27 2 * * *', run: thinVersions },
  { name: 'log', when: '30 57 2 * * *', run: trimLog },
  { name: 'room', when: '55 */10 * * * *', run: makeRoom },
  { name: 'garbage', when: '0 */5 * * * *', run: (domain) => sweepGarbage(domain) },
  { name: 'link-counters', when: '*/10 * * * * *', run: (domain) => flushCounters(domain) },
  { name: 'links', when: '30 52 3 * * *', run: expireLinks },
  { name: 'login-flows', when: '50 */10 * * * *', run: expireLoginFlows },
  { name: 'tickets', when: '20 33 * * * *', run: sweepTickets },
  { name: 'seen', when: '40 37 * * * *', run: sweepSeen },
  { name: 'uploads', when: '10 7 * * * *', run: expireUploads },
  { name: 'guesses', when: '50 */10 * * * *', run: sweepGuesses },
  { name: 'scans', when: '*/30 * * * * *', run: scanHeld },
  { name: 'boxes-daily', when: '15 */5 * * * *', run: tellDay },
  { name: 'receipts', when: '35 52 3 * * *', run: forgetDeposits },
  { name: 'sessions', when: '15 22 * * * *', run: sweepSessions },
  { name: 'sharees', when: '30 */20 * * * *', run: catchUpSharees },
  { name: 'shares-lapsed', when: '5 * * * * *', run: announceLapsed },
  { name: 'shares-ending', when: '25 16 * * * *', run: remindOfEnds },
  { name: 'mail', when: '*/10 * * * * *', run: deliverMails },
  { name: 'mail-forget', when: '30 41 3 * * *', run: forgetMails },
  { name: 'compact', when: '5 37 4 * * *', run: compactBlobs },
  { name: 'strays', when: '20 17 3 * * *', run: (domain) => sweepStrays(domain) },
  {
    name: 'unfinished',
    when: '40 47 3 * * *',
    run: (domain) => domain.blobs.sweepUnfinished(domain.now() - DAY),
  },
]

export interface Jobs {
  stop(): Promise<void>
}

/** Starts the jobs; one that fails says so and is tried again at its next time. */
export function startJobs(domain: Domain, log: Log, more: readonly Job[] = []): Jobs {
  const running = new Set<Promise<void>>()
  const start = (job: Job): void => {
    const run = job
      .run(domain)
      .then(
        () => {},
        (err: unknown) => log.error({ err, job: job.name }, 'a job failed'),
      )
      .finally(() => running.delete(run))
    running.add(run)
  }
  const crons = [...JOBS, ...more].map((job) => new Cron(job.when, { protect: true }, () => start(job)))
  return {
    async stop() {
      for (const cron of crons) cron.stop()
      await Promise.all(running)
    },
  }
}

export type { Job }
