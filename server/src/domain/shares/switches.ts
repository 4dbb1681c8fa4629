import type { Reader } from '../../storage/records/records.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import { resolveSettings, type Say } from '../settings/resolve.ts'
import { settingsOf } from './policy.ts'

/** What of a share says whether the switches let it give anything. */
interface Given {
  readonly sharer: PersonId
  readonly owner: PersonId | null
}

const SAID = `SELECT DISTINCT scope FROM setting WHERE scope IN ('instance', 'academy', 'group')
  AND name IN ('sharing.enabled', 'sharing.reshare')`

const counts = (say: Say, { sharer, owner }: Given): boolean =>
  say('sharing.enabled') && (sharer === owner || say('sharing.reshare'))

/**
 * Those that count while sharing, or sharing on, is switched off for some: existing shares rest with the next read, and
 * are back when it is switched on again. Mostly nothing is switched off, and that is all that is asked.
 */
export async function switchedOn<Share extends Given>(
  reader: Reader,
  shares: readonly Share[],
): Promise<readonly Share[]> {
  if (shares.length === 0) return shares
  const scopes = (await reader.all<{ scope: string }>(SAID)).map(({ scope }) => scope)
  if (scopes.length === 0) return shares
  if (scopes.every((scope) => scope === 'instance')) {
    const say = await resolveSettings(reader)
    return shares.filter((share) => counts(say, share))
  }
  const said = new Map<PersonId, Say>()
  for (const { sharer } of shares) if (!said.has(sharer)) said.set(sharer, await settingsOf(reader, sharer))
  return shares.filter((share) => counts(said.get(share.sharer)!, share))
}
