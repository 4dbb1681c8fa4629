import { seconds } from '../../vocabulary/clock.ts'
import type { Domain } from '../domain.ts'

/** Seconds for which one renewal keeps the sweeper away; after a kill it sweeps again this much later. */
const LEASE = 600
const RENEW_EVERY = 60_000

const TAKE = `INSERT INTO instance (name, value) VALUES ('hold', ?) ON CONFLICT (name)
  DO UPDATE SET value = CASE WHEN CAST(instance.value AS BIGINT) > CAST(excluded.value AS BIGINT)
    THEN instance.value ELSE excluded.value END RETURNING value`
const HELD = "SELECT value FROM instance WHERE name = 'hold'"
const RELEASE = "UPDATE instance SET value = '0' WHERE name = 'hold' AND value = ?"

export interface Held {
  /** @throws Error when the sweeper may have been at work: what is being read may be gone. */
  check(): void
  release(): Promise<void>
}

/** Keeps the sweeper from removing bytes, from the moment this resolves until it is released. */
export async function holdSweeper(domain: Domain): Promise<Held> {
  let lost: Error | undefined
  let until = ''
  const take = async (first: boolean): Promise<void> => {
    await domain.records.write([], async (writer) => {
      const now = seconds(domain.now())
      const held = await writer.get<{ value: string }>(HELD)
      if (!first && Number(held?.value ?? 0) <= now) throw new Error('the hold on the sweeper ran out')
      until = (await writer.get<{ value: string }>(TAKE, String(now + LEASE)))!.value
    })
  }
  await take(true)
  const timer = setInterval(() => {
    take(false).catch((error: Error) => {
      // A database that is away for a moment takes nothing from the lease.
      if (Number(until) <= seconds(domain.now()) || error.message.startsWith('the hold')) lost = error
    })
  }, RENEW_EVERY)
  timer.unref()
  return {
    check() {
      if (lost === undefined && Number(until) <= seconds(domain.now())) lost = new Error('the hold ran out')
      if (lost !== undefined)
        throw new Error('the backup was held up for too long; start it again', { cause: lost })
    },
    async release() {
      clearInterval(timer)
      await domain.records.write([], (writer) => writer.run(RELEASE, until))
    },
  }
}
