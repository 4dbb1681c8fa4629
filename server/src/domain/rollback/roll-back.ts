import type { Actor, Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { isAdministrator } from '../accounts/people/may-manage.ts'
import { audit } from '../audit/record.ts'
import { stateBefore } from '../changes/before.ts'
import { personOf } from '../changes/record.ts'
import type { Domain } from '../domain.ts'
import { rootOf, rootsOfSpace, type SpaceRoots } from '../spaces/root.ts'
import { carryOut, type Tally, TOLD } from './carry-out.ts'
import { findThen, knownThen } from './find-then.ts'
import { beginJob, endJob, type RollBackJob, takeOver } from './job.ts'
import { missingContents } from './missing-contents.ts'
import { type Lost, makePlan, Past, type Plan } from './plan.ts'
import { beginProgress, endProgress } from './progress.ts'
import { surveyPresent } from './survey.ts'

export interface RollBackWish {
  readonly space: SpaceId
  /** A folder or file: as it was called then, empty for the whole space; or its number, whatever it was called. */
  readonly path: readonly string[] | NodeId
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
  const view = await prepare(domain, actor, wish)
  if (wish.dryRun === true) return await foretell(domain, view.past, view.plan)
  return await finish(domain, await begin(domain, actor, wish, view), view, wish.progress)
}

/**
 * The same for somebody who does not wait for its end: that goes on by itself, here or in another process.
 * @returns the number by which its progress is read.
 */
export async function startRollBack(domain: Domain, actor: Member, wish: RollBackWish): Promise<number> {
  const view = await prepare(domain, actor, wish)
  const job = await begin(domain, actor, wish, view)
  // What breaks off here is finished by whoever finds it (`resumeRollBacks`).
  finish(domain, job, view).catch(() => {})
  return job.id
}

interface View {
  readonly roots: SpaceRoots
  readonly past: Past
  readonly until: number
  readonly folder: NodeId
  readonly plan: Plan
}

async function prepare(domain: Domain, actor: Actor, wish: RollBackWish): Promise<View> {
  await demandOwner(domain, actor, wish.space)
  if (wish.at > seconds(domain.now())) throw new Refusal('bad-request', 'time-ahead')
  const roots = await domain.records.read((reader) => rootsOfSpace(reader, wish.space))
  const { past, until } = await lookBack(domain, roots, wish.at)
  const folder =
    typeof wish.path === 'number'
      ? await knownThen(domain.records, past, roots, wish.path)
      : await findThen(domain.records, past, roots, wish.path)
  return { roots, past, until, folder, plan: await makePlan(past, folder, roots) }
}

async function begin(
  domain: Domain,
  actor: Actor,
  { space, at, path }: RollBackWish,
  { until, folder, plan }: View,
): Promise<RollBackJob> {
  return await domain.records.write([space], async (writer) => {
    const now = seconds(domain.now())
    const detail = { space, at, path: typeof path === 'number' ? path : `/${path.join('/')}` }
    await audit(writer, domain, actor, { verb: 'space.roll-back', subject: String(space), detail })
    const job = await beginJob(writer, { space, at, until, folder, actor }, now)
    const total = plan.steps.length + plan.born.length
    await beginProgress(writer, job, { person: personOf(actor), total, now })
    return job
  })
}

/** Finishes what a process that is gone began. */
export async function resumeRollBacks(domain: Domain): Promise<void> {
  for (;;) {
    const job = await domain.records.write([], (writer) => takeOver(writer, seconds(domain.now())))
    if (job === undefined) return
    try {
      const roots = await domain.records.read((reader) => rootsOfSpace(reader, job.space))
      const { past } = await lookBack(domain, roots, job.at, job.until)
      await finish(domain, job, { roots, past, plan: await makePlan(past, job.folder, roots) })
    } catch (error) {
      // The space is gone, or the log does not reach back any more: nobody can finish it.
      if (!(error instanceof Refusal && (error.kind === 'not-found' || error.kind === 'gone'))) throw error
      await domain.records.write([], async (writer) => {
        await endJob(writer, job.id)
        await endProgress(writer, job.id, undefined)
      })
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
  { roots, past, plan }: Pick<View, 'roots' | 'past' | 'plan'>,
  progress: (done: number, all: number) => void = () => {},
): Promise<RolledBack> {
  const result = told(plan, await carryOut(domain, job.actor, roots, past, plan, job.id, progress))
  await domain.records.write([], async (writer) => {
    await endJob(writer, job.id)
    await endProgress(writer, job.id, result)
  })
  return result
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
