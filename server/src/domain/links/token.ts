import type { Writer } from '../../storage/records/records.ts'
import { randomText } from '../../vocabulary/random-text.ts'
import { Refusal } from '../../vocabulary/refusal.ts'

/** 131 bits: whoever has it may enter, so nobody may ever find one by trying. */
const LENGTH = 22

export const newToken = (): string => randomText(LENGTH)

/** Chosen ones stand in addresses as they are. */
const CHOSEN = /^[A-Za-z0-9-]{1,64}$/
const TAKEN = 'SELECT share FROM link WHERE token = ? AND share <> ?'

/**
 * One that somebody chose, where policy lets them.
 * @throws Refusal `bad-request` (`link-token-shape`, `link-token-taken`).
 */
export async function acceptToken(writer: Writer, token: string, share: number): Promise<string> {
  if (!CHOSEN.test(token)) throw new Refusal('bad-request', 'link-token-shape')
  if ((await writer.get(TAKEN, token, share)) !== undefined)
    throw new Refusal('bad-request', 'link-token-taken')
  return token
}
