import type { Writer } from '../../storage/records/records.ts'
import { acceptToken, newToken } from './token.ts'

export interface LinkWish {
  /** The share of kind 3 or 4 that is in this transaction already. */
  readonly share: number
  /** From `hashLinkPassword`; null: whoever has the address may enter. */
  readonly password: string | null
  /** Chosen by the sharer, where policy allows it. */
  readonly token?: string
}

const INSERT = 'INSERT INTO link (share, token, password) VALUES (?, ?, ?)'

/** Gives a share an address of its own. @returns the token in it. */
export async function makeLink(writer: Writer, wish: LinkWish): Promise<string> {
  const token = wish.token === undefined ? newToken() : await acceptToken(writer, wish.token, wish.share)
  await writer.run(INSERT, wish.share, token, wish.password)
  return token
}
