import { parentPort, workerData } from 'node:worker_threads'
import { SqliteConnection } from '../sqlite-connection.ts'
import type { Answer, Ask } from './protocol.ts'

/** Asks the database it is given each statement that comes, on a connection of its own. */
const connection = new SqliteConnection(workerData as string, { readonly: true })
// What it looks through it seldom looks through again soon.
connection.raw.pragma('cache_size = -2048')

function answer({ id, sql, values }: Ask): Answer {
  try {
    return { id, rows: connection.prepare(sql).all(...values) }
  } catch (error) {
    const { message, code } = error as Error & { code?: string }
    return { id, failed: { message, code: code ?? '' } }
  }
}

parentPort!.on('message', (ask: Ask | 'end') => {
  if (ask !== 'end') parentPort!.postMessage(answer(ask))
  else {
    connection.close()
    parentPort!.close()
  }
})
