import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Account } from '../fixtures/lay-listeners.ts'

/** Told to the process that listens, once. */
export interface Listening {
  readonly port: number
  readonly accounts: readonly Account[]
  /** How many sockets each account opens. */
  readonly each: number
}

/** Told back: sockets that were let in, when all of them were tried; then, whenever asked, those that still are. */
export interface Heard {
  readonly open: number
}

/** Sockets in processes of their own: what they cost is no part of what the server costs. */
export interface Listeners {
  readonly open: number
  /** How many are still open. */
  count(): Promise<number>
  close(): Promise<void>
}

/** So many sockets a process holds: well below what one may have open. */
const PER_PROCESS = 2_500

export async function openListeners({ port, accounts, each }: Listening): Promise<Listeners> {
  const perProcess = Math.max(1, Math.floor(PER_PROCESS / each))
  const parts: Account[][] = []
  for (let i = 0; i < accounts.length; i += perProcess) parts.push(accounts.slice(i, i + perProcess))
  const processes: ChildProcess[] = []
  let open = 0
  for (const part of parts) {
    const child = fork(join(import.meta.dirname, 'listener.ts'), { execArgv: [] })
    processes.push(child)
    child.send({ port, accounts: part, each } satisfies Listening)
    open += await answer(child)
  }
  const count = async (): Promise<number> => {
    let still = 0
    for (const child of processes) {
      child.send('count')
      still += await answer(child)
    }
    return still
  }
  return {
    open,
    count,
    async close() {
      for (const child of processes) {
        const ended = once(child, 'exit')
        child.disconnect()
        await ended
      }
    },
  }
}

async function answer(child: ChildProcess): Promise<number> {
  const [heard] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error('a process that listens has ended')
    }),
  ])) as [Heard]
  return heard.open
}
