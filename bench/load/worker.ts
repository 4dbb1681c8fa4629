import type { FromWorker, ToWorker } from './job.ts'
import { runJob } from './run-job.ts'

/** Asks in a process of its own, so that asking is no part of what a server costs, nor of what it waits for. */
const stopped = new Set<number>()

process.on('message', (message: ToWorker) => {
  if ('stop' in message) {
    stopped.add(message.id)
    return
  }
  const { id, job } = message
  void runJob(job, () => stopped.has(id))
    .catch((error: Error) => ({ seconds: 0, bytes: 0, waits: [], failures: [error.message] }))
    .then((outcome) => {
      const answer: FromWorker = { id, outcome }
      process.send?.(answer)
    })
})
process.on('disconnect', () => process.exit())
