import type { ContentId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'

const turns = new WeakMap<Domain, Map<ContentId, Promise<unknown>>>()

/** What is wanted of one content is made one after the other, so that nothing is made twice. */
export function inTurn<T>(domain: Domain, content: ContentId, work: () => Promise<T>): Promise<T> {
  const running = turns.get(domain) ?? new Map<ContentId, Promise<unknown>>()
  turns.set(domain, running)
  const turn = (running.get(content) ?? Promise.resolve()).then(work, work)
  running.set(content, turn)
  const leave = (): void => {
    if (running.get(content) === turn) running.delete(content)
  }
  turn.then(leave, leave)
  return turn
}

/** Milliseconds that a request waits; what it waits for is made all the same, and is there the next time. */
const PATIENCE = 60_000

/** @throws Refusal `busy`. */
export async function patiently<T>(work: Promise<T>, patience = PATIENCE): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Refusal('busy', 'busy', { detail: 'a preview takes long' })),
      patience,
    )
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
