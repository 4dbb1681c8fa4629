import type { Domain } from '../../server/src/domain/domain.ts'
import { NO_RENDERER } from '../../server/src/domain/previews/renderer.ts'
import { openBlobs } from '../../server/src/storage/blobs/open-blobs.ts'
import { openRecords } from '../../server/src/storage/records/open.ts'
import { type TestEngine, testEngine } from './engine.ts'

export interface TestDomain {
  readonly domain: Domain
  /** Turns the domain's clock on; milliseconds. */
  turn(by: number): void
  dispose(): Promise<void>
}

/** A domain on fresh storage of the run's engines, its clock standing still until it is turned. */
export async function testDomain(
  options: { throttle?: boolean; engine?: TestEngine } = {},
): Promise<TestDomain> {
  const engine = options.engine ?? (await testEngine())
  const records = await openRecords(
    engine.database.startsWith('postgres:')
      ? { kind: 'postgres', url: engine.database }
      : { kind: 'sqlite', file: engine.database },
  )
  const blobs = await openBlobs(engine.blobs, '')
  let now = 1_800_000_000_000
  return {
    domain: {
      ...{ records, blobs, now: () => now, secret: Buffer.alloc(32, 1) },
      ...{ throttle: options.throttle ?? true, instanceId: 'oc1234567890', renderer: NO_RENDERER },
    },
    turn(by) {
      now += by
    },
    async dispose() {
      await records.close()
      await blobs.close()
      await engine.dispose()
    },
  }
}
