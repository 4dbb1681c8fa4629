import type { Reader } from '../../storage/records/records.ts'
import type { DropVisitor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { allows, CREATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { rightsOfShare } from '../shares/rights-on.ts'
import { type Box, closedSince, hoursOf } from './box.ts'
import { fileName } from './names.ts'
import { boxOf } from './open.ts'
import { type Begun, beginning } from './ticket.ts'
import { requireName } from './types.ts'

/** Files that a deposit may have where its box sets no limit. */
export const MOST_FILES = 100

export interface DepositWish {
  /** Of whoever hands in, from `depositorName`. */
  readonly name: string
  /** What is going to come, as far as it is known. */
  readonly files?: readonly { readonly name: string; readonly size: number }[]
  /** Bytes that are going to come, where only their sum is known. */
  readonly total?: number
}

/**
 * Opens a deposit, or says at once what would be said at its end. What counts is the moment at which it begins: what
 * was begun before the end may still finish.
 * @throws Refusal `not-found`, `not-permitted`, `bad-request`, `too-many`.
 */
export async function beginDeposit(
  domain: Domain,
  visitor: Pick<DropVisitor, 'share'>,
  wish: DepositWish,
): Promise<{ box: Box; deposit: Begun }> {
  const now = seconds(domain.now())
  const box = await boxOf(domain, visitor.share)
  await domain.records.read((reader) => requireReceiving(reader, box, now))
  const hours = hoursOf(box, now)
  if (hours === 'early') throw new Refusal('not-permitted', 'box-early', { facts: { opens: box.opens! } })
  if (hours === 'closed')
    throw new Refusal('not-permitted', 'box-closed', { facts: { closed: closedSince(box) } })
  if (box.named && wish.name === '') throw new Refusal('bad-request', 'nickname-needed')
  requireWithin(box, wish)
  return { box, deposit: beginning(visitor.share, now, hours === 'late') }
}

/** @param at seconds: what has ended since is still counted. */
export async function requireReceiving(reader: Reader, box: Pick<Box, 'share'>, at: number): Promise<void> {
  if (!allows(await rightsOfShare(reader, box.share, at), CREATE))
    throw new Refusal('not-found', 'box-missing')
}

export const requireCount = ({ mostFiles }: Box, count: number): void => {
  const most = mostFiles ?? MOST_FILES
  if (count > most) throw new Refusal('too-many', 'deposit-files', { facts: { count: most } })
}

export const tooLarge = (name: string): Refusal =>
  new Refusal('over-quota', 'deposit-large', { facts: { name } })

/** How many bytes a file may have now: of the room that is left no more is told than that it is not enough. */
export const mostBytesNow = ({ mostBytes, room, held }: Box): number =>
  Math.min(mostBytes ?? Number.MAX_SAFE_INTEGER, room === null ? Number.MAX_SAFE_INTEGER : room - held)

function requireWithin(box: Box, { files = [], total }: DepositWish): void {
  requireCount(box, files.length)
  let sum = 0
  for (const { name, size } of files) {
    requireName(box.types, fileName(name))
    sum += size
    if (size > mostBytesNow(box)) throw tooLarge(fileName(name))
  }
  if (box.room !== null && Math.max(sum, total ?? 0) > box.room - box.held)
    throw new Refusal('over-quota', 'box-full')
}
