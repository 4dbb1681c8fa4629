import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Outcome } from '../load/job.ts'

export interface LikeWish {
  readonly piece: string
  readonly times: number
  /** How many rows there have to be. */
  readonly rows: number
}

/** A process that asks the database itself, in one statement of the plainest kind. */
export interface PlainLike {
  readonly pid: number
  ask(wish: LikeWish): Promise<Outcome>
  stop(): void
}

export async function startPlainLike(file: string, user: string): Promise<PlainLike> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'plain-like-process.ts'), [file, user])
  await once(child, 'message')
  return {
    pid: child.pid!,
    async ask(wish) {
      child.send(wish)
      const [outcome] = await Promise.race([
        once(child, 'message'),
        once(child, 'exit').then(([code]) => {
          throw new Error(`the process of plain LIKE ended with ${code}`)
        }),
      ])
      return outcome as Outcome
    },
    stop: () => child.kill(),
  }
}
