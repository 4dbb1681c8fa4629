import type { Writer } from '../../storage/records/records.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'

const SEE = 'INSERT INTO token_seen (provider, id, expires) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'

/**
 * Whether something a provider signed, or an answer of it, is seen for the first time.
 * @param expires seconds; from then on it would be refused for its age.
 */
export const isFirstSeen = async (
  writer: Writer,
  provider: string,
  { id, expires }: { id: string; expires: number },
): Promise<boolean> => (await writer.run(SEE, provider, id, expires)) === 1

/** @throws Refusal `not-signed-in` (`sign-in-stale`) for an answer that was given before. */
export async function demandFirstUse(
  domain: Domain,
  provider: string,
  answer: { id: string; expires: number },
): Promise<void> {
  const first = await domain.records.write([], (writer) => isFirstSeen(writer, provider, answer))
  if (!first) throw new Refusal('not-signed-in', 'sign-in-stale')
}

/** For a job. */
export const sweepSeen = (domain: Domain): Promise<number> =>
  domain.records.write([], (writer) =>
    writer.run('DELETE FROM token_seen WHERE expires < ?', seconds(domain.now())),
  )
