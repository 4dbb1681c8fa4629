import type { TestProject } from 'vitest/node'
import { installed } from './installed.ts'
import { startPostgres } from './postgres.ts'
import { startS3 } from './s3.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** What `testEngine` gives: the embedded engines, or the servers. */
    engine: 'embedded' | 'servers'
    /** Maintenance database of the run's PostgreSQL; undefined where it is not installed. */
    postgres: string | undefined
    /** The run's S3 server, as `freshBucket` takes it; undefined where it is not installed. */
    s3: string | undefined
  }
}

interface Servers {
  users: number
  postgres: ReturnType<typeof startPostgres> | undefined
  s3: ReturnType<typeof startS3> | undefined
}

/** One set of servers for all projects of a run; each project loads this module anew, in one process. */
const home = globalThis as { nuageTestServers?: Servers }

/** Starts PostgreSQL and S3 for the tests that run on them, side by side. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  home.nuageTestServers ??= {
    users: 0,
    // Crashes have tests of their own, with a cluster of their own.
    postgres: installed('postgres') ? startPostgres({ fsync: false }) : undefined,
    s3: installed('s3') ? startS3() : undefined,
  }
  const servers = home.nuageTestServers
  servers.users++
  const [postgres, s3] = await Promise.all([servers.postgres, servers.s3])
  project.provide('engine', 'servers')
  project.provide('postgres', postgres?.server)
  project.provide('s3', s3?.server)
  return async () => {
    if (--servers.users > 0) return
    home.nuageTestServers = undefined
    await Promise.all([postgres?.stop(), s3?.stop()])
  }
}
