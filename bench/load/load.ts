import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { FromWorker, Job, Outcome, ToWorker } from './job.ts'

export interface Running {
  readonly outcome: Promise<Outcome>
  /** No further request is started. */
  stop(): void
}

export interface Load {
  run(job: Job): Promise<Outcome>
  start(job: Job): Running
  close(): void
}

/** A process that asks; see worker.ts. */
export function openLoad(): Load {
  const worker = fork(join(import.meta.dirname, 'worker.ts'), { execArgv: [], serialization: 'advanced' })
  const waiting = new Map<number, PromiseWithResolvers<Outcome>>()
  let next = 1
  worker.on('message', ({ id, outcome }: FromWorker) => {
    waiting.get(id)?.resolve(outcome)
    waiting.delete(id)
  })
  worker.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the process that asks has ended'))
  })
  const start = (job: Job): Running => {
    const id = next++
    const done = Promise.withResolvers<Outcome>()
    waiting.set(id, done)
    const message: ToWorker = { id, job }
    worker.send(message)
    return { outcome: done.promise, stop: () => void worker.send({ id, stop: true } satisfies ToWorker) }
  }
  return { start, run: (job) => start(job).outcome, close: () => worker.disconnect() }
}
