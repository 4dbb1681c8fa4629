import { Problem } from '../api/problem.ts'
import { sentenceOf } from '../api/sentence.ts'
import { toast } from '../look/toast.tsx'
import { say } from '../words/say.ts'
import { type Failure, problemOf } from './outcomes.ts'
import { type Undoable, UndoStack } from './undo.ts'

/** Of this tab. */
export const undos = new UndoStack()

/** Says what was done, with a way back, which Ctrl+Z goes too. */
export function tellDone(what: string, back?: () => Promise<void>): void {
  if (back === undefined) {
    toast({ text: what })
    return
  }
  const act: Undoable = { what, back }
  undos.push(act)
  toast({ text: what, act: { label: say('acts.undo'), do: () => void takeBack(act) } })
}

/** Takes back an act, or the last one. */
export async function takeBack(act?: Undoable): Promise<void> {
  try {
    if (!(await undos.undo(act))) toast({ text: say('acts.nothing-to-undo') })
  } catch (error) {
    toast({ text: say('acts.not-undone', { why: sentenceOf(error) }), tone: 'attention' })
  }
}

const isStale = (error: unknown): boolean => error instanceof Problem && error.kind === 'stale'

/** What did not succeed, that nothing was lost, and what to do. */
export const tellFailure = (error: unknown): void => {
  toast({ text: isStale(error) ? say('acts.stale') : sentenceOf(error), tone: 'attention' })
}

/** @param nameOf an item by its id */
export function tellFailures(failed: readonly Failure[], nameOf: (id: number) => string): void {
  const [first] = failed
  if (first === undefined) return
  const problem = problemOf(first)
  const why = isStale(problem) ? say('acts.stale') : sentenceOf(problem)
  const text =
    failed.length === 1
      ? say('acts.failed-one', { name: nameOf(first.id), why })
      : say('acts.failed', { count: failed.length, why })
  toast({ text, tone: 'attention' })
}
