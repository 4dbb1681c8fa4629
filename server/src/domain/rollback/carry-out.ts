import { setTimeout } from 'node:timers/promises'
import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import type { SpaceRoots } from '../spaces/root.ts'
import { RENEW } from './job.ts'
import type { Lost, Past, Plan, Reason, Step } from './plan.ts'
import { reachProgress } from './progress.ts'
import { type Ahead, type Outcome, Slice } from './slice.ts'
import type { Present } from './survey.ts'

export interface Tally {
  readonly done: Record<Outcome, number>
  readonly left: Lost[]
}

type Task = { readonly step: Step } | { readonly born: Present }

const idOf = (task: Task): NodeId => ('step' in task ? task.step.id : task.born.id)
const stepOf = (task: Task): { id: NodeId; was?: Step['was'] }[] => [
  'step' in task ? { id: task.step.id, was: task.step.was } : { id: task.born.id },
]

/**
 * Milliseconds of one slice: nobody is to notice. On SQLite everybody waits for it; on PostgreSQL only who writes in
 * the same space, and beginning and ending one costs as much as some files.
 */
const SLICE = { sqlite: 8, postgres: 15 } as const
/** The most tasks of a slice, and how many are looked at together. */
const TASKS = 256
const AHEAD = 64
/** So many are done in any case: where looking at them takes as long as a slice may, it would get nowhere else. */
const LEAST = { sqlite: 16, postgres: AHEAD } as const

/** What has to be told of at most so many. */
export const TOLD = 10_000

/**
 * Does what a plan says, slice by slice, and lets others through in between. Cut off, it is simply planned again:
 * what is in place already stays.
 * @param lease the job that says to other processes that this one is at it.
 */
export async function carryOut(
  domain: Domain,
  actor: Actor,
  roots: SpaceRoots,
  past: Past,
  plan: Plan,
  lease: number,
  progress: (done: number, all: number) => void,
): Promise<Tally> {
  const tasks: Task[] = [...plan.steps.map((step) => ({ step })), ...plan.born.map((born) => ({ born }))]
  const ahead = new Map<NodeId, Ahead>()
  for (const { id, now } of plan.steps) if (now !== undefined) ahead.set(id, { born: false, now })
  for (const born of plan.born) ahead.set(born.id, { born: true, now: born })
  const way = { ahead, standIns: new Map<NodeId, NodeId>(), aside: new Map<NodeId, string>() }
  const tally: Tally = {
    done: { same: 0, moved: 0, reverted: 0, restored: 0, remade: 0, removed: 0 },
    left: [],
  }
  const ended = new Set<NodeId>()
  for (let at = 0; at < tasks.length; ) {
    const from = at
    const { slice, next, took } = await domain.records.writePart([roots.space], async (writer) => {
      const now = seconds(domain.now())
      const slice = new Slice(writer, actor, roots, way, now)
      await writer.run(RENEW, now, lease)
      await reachProgress(writer, lease, from, tasks.length)
      const started = performance.now()
      const until = started + SLICE[writer.engine]
      let next = from
      const end = Math.min(tasks.length, from + TASKS)
      for (; next < end && (next < from + LEAST[writer.engine] || performance.now() < until); next++) {
        if ((next - from) % AHEAD === 0) await slice.look(tasks.slice(next, next + AHEAD).flatMap(stepOf))
        const task = tasks[next]!
        if (ended.has(idOf(task)) || slice.outcomes.has(idOf(task))) continue
        if ('step' in task) await slice.put(task.step)
        else await slice.bury(task.born)
      }
      await slice.end()
      return { slice, next, took: performance.now() - started }
    })
    at = next
    for (const [id, folder] of slice.standIns) way.standIns.set(id, folder)
    for (const [id, name] of slice.aside) way.aside.set(id, name)
    for (const [id, { outcome, left }] of slice.outcomes) {
      ended.add(id)
      ahead.delete(id)
      tally.done[outcome]++
      if (left !== undefined) tell(tally.left, past, id, left)
    }
    progress(at, tasks.length)
    // On SQLite another process waits for the database by trying again: it needs a gap that it can hit.
    if (at < tasks.length && domain.records.engine === 'sqlite') await setTimeout(Math.min(50, took))
  }
  return tally
}

function tell(left: Lost[], past: Past, id: NodeId, why: Reason): void {
  if (left.length < TOLD) left.push({ path: past.pathThen(id), why })
}
