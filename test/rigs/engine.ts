import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { openBlobs } from '../../server/src/storage/blobs/open-blobs.ts'
import './engines-setup.ts'
import { createDatabase, dropDatabase } from './postgres.ts'
import { freshBucket } from './s3.ts'

export interface TestEngine {
  /** A SQLite file path, or `postgres://…` */
  database: string
  /** As NUAGE_BLOBS: `disk:/folder` or `s3://…` */
  blobs: string
  /** Frees it all; the house on it is closed first. */
  dispose(): Promise<void>
}

/**
 * Fresh, empty storage for one test house, on the engines of the current project: embedded ones, or PostgreSQL
 * and S3. Called in a hook or a test, never at the top of a file: a skipped file's top still runs.
 */
export async function testEngine(): Promise<TestEngine> {
  return inject('engine') === 'servers' ? onServers() : embedded()
}

/** SQLite and a folder, whatever the project. */
export async function embedded(): Promise<TestEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'nuage-test-'))
  return {
    database: join(folder, 'nuage.sqlite'),
    blobs: `disk:${join(folder, 'blobs')}`,
    dispose: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/** PostgreSQL and S3; only where `withTools` has found them. */
export async function onServers(): Promise<TestEngine> {
  const server = inject('postgres')
  const s3 = inject('s3')
  if (!server || !s3) throw new Error('PostgreSQL or S3 is not installed: this test should have been skipped')
  const database = await createDatabase(server)
  const blobs = freshBucket(s3)
  return {
    database,
    blobs,
    async dispose() {
      await Promise.all([dropDatabase(server, database), emptyBucket(blobs)])
    },
  }
}

/** The S3 server keeps everything in memory, for the length of the run. */
async function emptyBucket(address: string): Promise<void> {
  const store = await openBlobs(address, '')
  const keys: string[] = []
  for await (const key of store.list()) keys.push(key)
  await store.remove(keys)
  await store.close()
}
