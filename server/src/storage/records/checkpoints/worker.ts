import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import type { Answer, Ask } from './protocol.ts'

/** Takes up the log of the database it is given, each time it is asked to, on a connection of its own. */
const database = new Database(workerData as string, { fileMustExist: true })

function checkpoint(): Answer {
  try {
    const [row] = database.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[]
    return { log: row!.log, checkpointed: row!.checkpointed }
  } catch (error) {
    return { failed: (error as Error).message }
  }
}

parentPort!.on('message', (ask: Ask) => {
  if (ask === 'checkpoint') parentPort!.postMessage(checkpoint())
  else {
    database.close()
    parentPort!.close()
  }
})
