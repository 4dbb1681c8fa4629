import { Job, RollBack, RollBackAnswer, type RolledBack as Told } from '@nuage/contract/api'
import { type RollBackProgress, readProgress } from '../../../domain/rollback/progress.ts'
import { type RolledBack, rollBack, startRollBack } from '../../../domain/rollback/roll-back.ts'
import { type Route, route } from '../route.ts'

/** So much of what cannot be as it was is told. */
const LOST = 200

const toldOf = (result: RolledBack): Told => ({
  ...result,
  lost: result.lost.slice(0, LOST).map(({ path, why }) => ({ path, why })),
})

const jobOf = ({ id, state, done, total, started, result }: RollBackProgress): Job => ({
  ...{ id, kind: 'roll-back', state, done, total, started },
  result: result === null ? null : toldOf(result),
})

export const rollBackRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/spaces/{space}/rollback',
    summary: 'A folder as it was at a time: what would be done, or a job that does it',
    body: RollBack,
    answer: RollBackAnswer,
    status: 202,
    async handle({ domain, actor, path, body }) {
      const { folder, at, dryRun = false } = body
      const wish = { space: path.space, path: folder, at }
      if (dryRun) return { preview: toldOf(await rollBack(domain, actor, { ...wish, dryRun })) }
      const id = await startRollBack(domain, actor, wish)
      return { job: jobOf(await readProgress(domain, actor, id)) }
    },
  }),
  route({
    method: 'GET',
    path: '/jobs/{job}',
    summary: 'How far a long work has come',
    answer: Job,
    handle: async ({ domain, actor, path }) => jobOf(await readProgress(domain, actor, path.job)),
  }),
]
