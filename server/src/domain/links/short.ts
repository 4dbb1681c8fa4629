import { randomInt } from 'node:crypto'
import type { Writer } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { foldLoosely } from '../../vocabulary/fold.ts'
import { READ } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { audit } from '../audit/record.ts'
import type { Domain } from '../domain.ts'
import { type LinkRow, readLink } from './link.ts'
import { requireOwn } from './own.ts'
import { randomWord } from './sayable.ts'
import { countMiss, demandMayTry, noteHit } from './short-throttle.ts'

const DAY = 24 * 3600
/** Days. */
const LONGEST = 30

/** Two words and six digits: 41.9 bits, read aloud in a breath. */
const newShort = (): string =>
  `${randomWord()}-${randomWord()}-${String(randomInt(1_000_000)).padStart(6, '0')}`

/** As people type what they heard: with capitals, accents, or blanks. */
const asKept = (typed: string): string =>
  foldLoosely(typed.slice(0, 100))
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

const SET = 'UPDATE link SET short = ?, short_expires = ? WHERE share = ?'
const RENEW = 'UPDATE link SET short_expires = ? WHERE share = ?'
const TAKEN = 'SELECT share FROM link WHERE short = ?'
const FIND = 'SELECT token FROM link WHERE short = ? AND short_expires > ?'

/** Guessing one is possible, if hard: what it opens has to be guarded by more, or be nothing to look at. */
const mayBeShort = (link: LinkRow): boolean => link.password !== null || (link.permissions & READ) === 0

/**
 * Gives a link a short address to read aloud, or renews the one it has.
 * @param days at most 30.
 * @throws Refusal `not-found`, `not-permitted`, `bad-request` (`short-unguarded`, `short-days`).
 */
export async function shortenLink(
  domain: Domain,
  actor: Member,
  share: number,
  days: number = LONGEST,
): Promise<{ short: string; expires: number }> {
  if (!Number.isInteger(days) || days < 1 || days > LONGEST)
    throw new Refusal('bad-request', 'short-days', { facts: { most: LONGEST } })
  return await domain.records.write([], async (writer) => {
    const link = requireOwn(await readLink(writer, share), actor)
    if (!mayBeShort(link)) throw new Refusal('bad-request', 'short-unguarded')
    const now = seconds(domain.now())
    const expires = now + days * DAY
    const kept = link.short !== null && (link.short_expires ?? 0) > now ? link.short : undefined
    const short = kept ?? (await freeShort(writer))
    if (kept === undefined) await writer.run(SET, short, expires, share)
    else await writer.run(RENEW, expires, share)
    await audit(writer, domain, actor, { verb: 'link.shorten', subject: String(share), detail: { days } })
    return { short, expires }
  })
}

async function freeShort(writer: Writer): Promise<string> {
  for (;;) {
    const short = newShort()
    if ((await writer.get(TAKEN, short)) === undefined) return short
  }
}

/** @throws Refusal `not-found`, `not-permitted`. */
export async function unshortenLink(domain: Domain, actor: Member, share: number): Promise<void> {
  await domain.records.write([], async (writer) => {
    requireOwn(await readLink(writer, share), actor)
    await writer.run(SET, null, null, share)
    await audit(writer, domain, actor, { verb: 'link.unshorten', subject: String(share) })
  })
}

/**
 * The token that a short address stands for. Whether the link itself still opens is asked of `enterLink`.
 * @param place the address of whoever asks.
 * @throws Refusal `not-found` (`link-missing`), `too-many` (`short-closed`): the full address always works.
 */
export async function openShort(domain: Domain, typed: string, place: string): Promise<string> {
  await demandMayTry(domain, place)
  const found = await domain.records.get<{ token: string }>(FIND, asKept(typed), seconds(domain.now()))
  if (found === undefined) {
    await countMiss(domain, place)
    throw new Refusal('not-found', 'link-missing')
  }
  await noteHit(domain, place)
  return found.token
}
