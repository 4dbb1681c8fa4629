import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { isAdministrator } from '../accounts/people/may-manage.ts'
import { audit } from '../audit/record.ts'
import { stateBefore } from '../changes/before.ts'
import type { Domain } from '../domain.ts'
import { rootOf, rootsOfSpace, type SpaceRoots } from '../spaces/root.ts'
import { carryOut, type Tally, TOLD } from './carry-out.ts'
import { findThen } from './find-then.ts'
import { beginJob, endJob, type RollBackJob, takeOver } from './job.ts'
import { missingContents } from './missing-contents.ts'
import { type Lost, makePlan, Past, type Plan } from './plan.ts'
import { surveyPresent } from './survey.ts'

export interface RollBackWish {
  readonly space: SpaceId
  /** Of a folder or file as it was called then; empty for the whole space. */
  readonly path: readonly string[]
  /** Seconds: as it was when this second began. */
  readonly at: number
  /** Only say what would be done. */
  readonly dryRun?: boolean
  progress?(done: number, all: number): void
}

export interface RolledBack {
  /** Moved or renamed back. */
  readonly moved: number
  /** Given back what they held, and their time. */
  readonly reverted: number
  /** Brought back out of the trash. */
  readonly restored: number
  /** Folders made again. */
  readonly remade: number
  /** Younger than that: to the trash. */
  readonly removed: number
  /** What could not be put back, or not wholly. */
  readonly lost: readonly Lost[]
}

/**
 * Puts a folder or a whole space back to how it was at a time. Nothing is lost by it: what it replaces becomes
 * a version, what is younger goes to the trash, and since all of that are changes like any other, it can be
 * undone the same way. Ids stay, so that clients move what they have and fetch only what differs.
 * @throws Refusal `not-permitted`, `not-found`, `bad-request`, `gone` when the log does not reach back, `busy`
 *   while another goes on in the space.
 */
export async function rollBack(domain: Domain, actor: Actor, wish: RollBackWish): Promise<RolledBack> {
  await demandOwner(domain, actor, wish.space)
  if (wish.at > seconds(domain.now())) throw new Refusal('bad-request', 'time-ahead')
  const roots = await domain.records.read((reader) => rootsOfSpace(reader, wish.space))
  const { past, until } = await lookBack(domain, roots, wish.at)
  const folder = await findThen(domain.records, past, roots, wish.path)
  const plan = await makePlan(past, folder, roots)
  if (wish.dryRun === true) return await foretell(domain, past, plan)
  const { space, at } = wish
  const job = await domain.records.write([space], async (writer) => {
    const detail = { space, at, path: `/${wish.path.join('/')}` }
    await audit(writer, domain, actor, { verb: 'space.roll-back', subject: String(space), detail })
    return await beginJob(writer, { space, at, until, folder, actor }, seconds(domain.now()))
  })
  return await finish(domain, job, roots, past, plan, wish.progress)
}

/** Finishes what a process that is gone began. */
export async function resumeRollBacks(domain: Domain): Promise<void> {
  for (;;) {
    const job = await domain.records.write([], (writer) => takeOver(writer, seconds(domain.now())))
    if (job === undefined) return
    try {
      const roots = await domain.records.read((reader) => rootsOfSpace(reader, job.space))
      const { past } = await lookBack(domain, roots, job.at, job.until)
      await finish(domain, job, roots, past, await makePlan(past, job.folder, roots))
    } catch (error) {
      // The space is gone, or the log does not reach back any more: nobody can finish it.
      if (!(error instanceof Refusal && (error.kind === 'not-found' || error.kind === 'gone'))) throw error
      await domain.records.write([], (writer) => endJob(writer, job.id))
    }
  }
}

async function demandOwner(domain: Domain, actor: Actor, space: SpaceId): Promise<void> {
  if (isAdministrator(actor)) return
  const own =
    actor.kind === 'member' && (await domain.records.read((reader) => rootOf(reader, actor.person))).space
  if (own !== space) throw new Refusal('not-permitted', 'no-write')
}

async function lookBack(
  domain: Domain,
  roots: SpaceRoots,
  at: number,
  upTo?: number,
): Promise<{ past: Past; until: number }> {
  const { was, until } = await stateBefore(domain.records, roots.space, at, upTo)
  return { past: new Past(was, await surveyPresent(domain.records, was), roots), until }
}

async function finish(
  domain: Domain,
  job: RollBackJob,
  roots: SpaceRoots,
  past: Past,
  plan: Plan,
  progress: (done: number, all: number) => void = () => {},
): Promise<RolledBack> {
  const tally = await carryOut(domain, job.actor, roots, past, plan, job.id, progress)
  await domain.records.write([], (writer) => endJob(writer, job.id))
  return told(plan, tally)
}

const told = (plan: Plan, { done, left }: Tally): RolledBack => {
  const { same: _, ...counts } = done
  return { ...counts, lost: [...plan.lost, ...left].slice(0, TOLD) }
}

/** Without doing it. */
async function foretell(domain: Domain, past: Past, plan: Plan): Promise<RolledBack> {
  const counts = { moved: 0, reverted: 0, restored: 0, remade: 0, removed: plan.born.length }
  const lost = [...plan.lost]
  const missing = await missingContents(domain.records, plan)
  for (const { id, now, was } of plan.steps) {
    const bare = now !== undefined && missing.has(id)
    if (bare) lost.push({ path: past.pathThen(id), why: 'content' })
    if (now === undefined) counts.remade++
    else if (now.trashed !== null) counts.restored++
    else if (now.parent !== was.parent || now.name !== was.name) counts.moved++
    else if (!bare) counts.reverted++
  }
  return { ...counts, lost: lost.slice(0, TOLD) }
}
