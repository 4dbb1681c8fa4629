import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { folder, names, openWorld, put, refusal, textOf, type World } from '../../../../test/rigs/world.ts'
import { type LinkVisitor, type Member, SYSTEM } from '../../vocabulary/actor.ts'
import { allows, CREATE, DOWNLOAD, READ, UPDATE } from '../../vocabulary/permissions.ts'
import { disablePerson, enablePerson } from '../accounts/people/enable.ts'
import type { Domain } from '../domain.ts'
import { move } from '../files/move.ts'
import { remove } from '../files/remove.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { setSetting } from '../settings/set.ts'
import { createShare, type ShareTerms } from '../shares/create.ts'
import { LINK } from '../shares/share.ts'
import { updateShare } from '../shares/update.ts'
import { listTrash } from '../trash/list.ts'
import { restore } from '../trash/restore.ts'
import { countSent, countView, flushCounters } from './counters.ts'
import { type Entered, enterLink, type Proof } from './enter.ts'
import { expireLinks } from './expire.ts'
import { readLink } from './link.ts'
import { reactivateLink } from './reactivate.ts'
import { sealUnlocked } from './seal.ts'
import { openShort, shortenLink, unshortenLink } from './short.ts'
import { countMiss } from './short-throttle.ts'
import { countLinkGuess } from './throttle.ts'

const PLACE = '192.0.2.1'
const PASSWORD = 'girafe-piano-nuage'
const DAY = 24 * 3600

const instance = { scope: 'instance', subject: '' } as const

/** Who gets in by a link, for how long, and what is counted. */
export function linksSuite(engine: string): void {
  describe(`links: ${engine}`, () => {
    let world: World
    let domain: Domain
    let alice: Member
    beforeEach(async () => {
      world = await openWorld()
      domain = world.domain
      alice = await world.person('alice')
      await folder(domain, alice, '/cours')
      await put(domain, alice, '/cours/a.txt', 'a')
    })
    afterEach(async () => {
      expect(await world?.faults()).toEqual([])
      await world?.close()
    })

    const link = async (wish: Partial<ShareTerms> = {}): Promise<{ share: number; token: string }> => {
      const { id } = await createShare(domain, alice, { path: ['cours'], kind: LINK, ...wish })
      const row = await domain.records.read((reader) => readLink(reader, id))
      return { share: id, token: row!.token }
    }
    const come = (token: string, proof: Partial<Proof> = {}): Promise<Entered | 'password-needed'> =>
      enterLink(domain, token, { place: PLACE, ...proof })
    const visitor = async (token: string, proof: Partial<Proof> = {}): Promise<LinkVisitor> => {
      const entered = await come(token, proof)
      if (entered === 'password-needed' || entered.actor.kind !== 'link-visitor')
        throw new Error('no visitor')
      return entered.actor
    }
    const audited = async (verb: string): Promise<{ actor: string | null; place: string | null }[]> =>
      domain.records.read((reader) =>
        reader.all('SELECT actor, place FROM audit WHERE verb = ? ORDER BY id', verb),
      )
    const set = (name: string, value: string | null): Promise<void> =>
      setSetting(domain, SYSTEM, instance, name, value)

    test('a link opens what it shares, for whoever has its 22 signs', async () => {
      const { share, token } = await link()
      expect(token).toMatch(/^[A-Za-z0-9]{22}$/)
      expect(await visitor(token)).toMatchObject({ share, place: PLACE, permissions: READ | DOWNLOAD })
      for (const wrong of ['', token.slice(0, -1), `${token}x`, token.toLowerCase(), `${token}' OR 1=1`])
        await expect(come(wrong)).rejects.toMatchObject(refusal('not-found', 'link-missing'))
    })

    test('two links of one thing are two addresses', async () => {
      const [one, other] = [await link(), await link({ permissions: 15 })]
      expect(one.token).not.toBe(other.token)
      expect(allows((await visitor(one.token)).permissions, CREATE)).toBe(false)
      expect(allows((await visitor(other.token)).permissions, CREATE | UPDATE)).toBe(true)
    })

    test('whoever may only hand in is another actor', async () => {
      const { token } = await link({ permissions: 4 })
      expect(await come(token)).toMatchObject({ actor: { kind: 'drop-visitor' } })
    })

    test('a visitor writes into the folder, and every folder above learns of it', async () => {
      const { token } = await link({ permissions: 15 })
      const guest = await visitor(token)
      await put(domain, guest, '/b.txt', 'bb')
      expect(await textOf(domain, alice, '/cours/b.txt')).toBe('bb')
      await put(domain, guest, '/a.txt', 'aaaa')
      await move(domain, guest, ['a.txt'], ['c.txt'], { overwrite: false, hold: NO_HOLD })
      await remove(domain, guest, ['b.txt'], { hold: NO_HOLD })
      expect(await textOf(domain, alice, '/cours/c.txt')).toBe('aaaa')
    })

    test('a link follows what it shares, wherever that goes', async () => {
      const { token } = await link()
      await folder(domain, alice, '/archives')
      await move(domain, alice, ['cours'], names('/archives/2026'), { overwrite: false, hold: NO_HOLD })
      expect(await textOf(domain, await visitor(token), '/a.txt')).toBe('a')
      await remove(domain, alice, ['archives'], { hold: NO_HOLD })
      await expect(come(token)).rejects.toMatchObject(refusal('not-found', 'link-missing'))
      const [entry] = await listTrash(domain, alice)
      await restore(domain, alice, entry!.name, entry!.deleted, [])
      expect(await textOf(domain, await visitor(token), '/a.txt')).toBe('a')
    })

    test('a session that is open learns that its link became narrower', async () => {
      const { share, token } = await link({ permissions: 15 })
      const guest = await visitor(token)
      await updateShare(domain, alice, share, { permissions: 1 })
      await expect(put(domain, guest, '/b.txt', 'b')).rejects.toMatchObject(refusal('not-permitted'))
    })

    test('a link dies with its owner’s account, and comes back with it', async () => {
      const { token } = await link()
      await disablePerson(domain, SYSTEM, 'alice')
      await expect(come(token)).rejects.toMatchObject(refusal('not-found', 'link-missing'))
      await enablePerson(domain, SYSTEM, 'alice')
      await visitor(token)
    })

    test.each(['sharing.enabled', 'sharing.links'])(
      '%s switches off what there is, at once',
      async (name) => {
        const { token } = await link()
        await set(name, 'no')
        await expect(come(token)).rejects.toMatchObject(refusal('not-found', 'link-missing'))
        await set(name, null)
        await visitor(token)
      },
    )

    test('without uploads by policy a link shows what it has, and takes nothing', async () => {
      const [both, drop] = [await link({ permissions: 15 }), await link({ permissions: 4 })]
      await set('sharing.upload', 'no')
      expect((await visitor(both.token)).permissions).toBe(READ | DOWNLOAD)
      await expect(come(drop.token)).rejects.toMatchObject(refusal('not-found', 'link-missing'))
    })

    test('an end is told, and the owner opens the same address again', async () => {
      const { share, token } = await link({ end: '2026-11-30' })
      await visitor(token)
      world.pass(10 * DAY)
      await expect(come(token)).rejects.toMatchObject(refusal('gone', 'link-ended'))
      const bob = await world.person('bob')
      const later = world.now() + 7 * DAY
      await expect(reactivateLink(domain, bob, share, later)).rejects.toMatchObject(refusal('not-found'))
      await expect(reactivateLink(domain, alice, share, world.now())).rejects.toMatchObject(
        refusal('bad-request', 'share-end-past'),
      )
      await set('sharing.link-end', 'yes')
      await set('sharing.link-end-enforced', 'yes')
      await expect(reactivateLink(domain, alice, share, null)).rejects.toMatchObject(
        refusal('bad-request', 'share-end-enforced'),
      )
      await expect(reactivateLink(domain, alice, share, later + 5 * DAY)).rejects.toMatchObject(
        refusal('bad-request', 'share-end-far'),
      )
      await reactivateLink(domain, alice, share, later)
      await visitor(token)
      await expect(reactivateLink(domain, alice, share, null)).rejects.toMatchObject(
        refusal('conflict', 'link-not-ended'),
      )
      expect(await audited('link.reactivate')).toEqual([{ actor: 'alice', place: null }])
    })

    test('what nobody opened again for 90 days is forgotten', async () => {
      const { token } = await link({ end: '2026-11-30' })
      const other = await link()
      world.pass(95 * DAY)
      expect(await expireLinks(domain)).toBe(0)
      world.pass(5 * DAY)
      expect(await expireLinks(domain)).toBe(1)
      await expect(come(token)).rejects.toMatchObject(refusal('not-found', 'link-missing'))
      await visitor(other.token)
    })

    test('a password is asked for, and another one ends what the first had opened', async () => {
      const { share, token } = await link({ password: PASSWORD })
      expect(await come(token)).toBe('password-needed')
      await expect(come(token, { password: 'girafe-piano-soleil' })).rejects.toMatchObject(
        refusal('not-signed-in', 'link-password-wrong'),
      )
      await expect(come(token, { password: '' })).rejects.toMatchObject(refusal('not-signed-in'))
      await expect(come(token, { password: 'x'.repeat(5000) })).rejects.toMatchObject(
        refusal('not-signed-in'),
      )
      await visitor(token, { password: PASSWORD })
      const seal = sealUnlocked(domain, (await domain.records.read((reader) => readLink(reader, share)))!)
      const sealed = { seal: (of: number) => (of === share ? seal : undefined) }
      await visitor(token, sealed)
      await updateShare(domain, alice, share, { password: 'tambour-vert-castor' })
      expect(await come(token, sealed)).toBe('password-needed')
      await expect(come(token, { password: PASSWORD })).rejects.toMatchObject(refusal('not-signed-in'))
      expect(await audited('link.unlock')).toEqual([{ actor: `link-visitor:${share}`, place: PLACE }])
      expect(await audited('link.unlock-failed')).toHaveLength(2)
    })

    test('nobody makes or changes a seal, and none lasts', async () => {
      const [one, other] = [await link({ password: PASSWORD }), await link({ password: PASSWORD })]
      const row = (await domain.records.read((reader) => readLink(reader, one.share)))!
      const seal = sealUnlocked(domain, row)
      const sealed = (text: string) => ({ seal: () => text })
      await visitor(one.token, sealed(seal))
      expect(await come(other.token, sealed(seal))).toBe('password-needed')
      const [share, revision, until, mac] = seal.split('.') as [string, string, string, string]
      for (const forged of [
        '',
        `${other.share}.${revision}.${until}.${mac}`,
        `${share}.${revision}.${Number(until) + 1}.${mac}`,
        `${share}.${revision}.${until}.${mac.slice(0, -1)}`,
        `${share}.${revision}.${until}.${'A'.repeat(43)}`,
        `${share}.${revision}.${until}.`,
        `${seal}\n`,
      ])
        expect(await come(one.token, sealed(forged))).toBe('password-needed')
      world.pass(DAY)
      expect(await come(one.token, sealed(seal))).toBe('password-needed')
    })

    /** A wrong guess, without the work of checking it. */
    const guess = (share: number, place = PLACE): Promise<string> =>
      countLinkGuess(domain, { share, revision: 0 }, place).then(
        () => 'counted',
        (error) => error.kind as string,
      )
    const many = async (
      count: number,
      one: (n: number) => Promise<string>,
    ): Promise<Record<string, number>> => {
      const said = await Promise.all(Array.from({ length: count }, (_, n) => one(n)))
      return Object.fromEntries(
        [...Map.groupBy(said, (word) => word)].map(([word, all]) => [word, all.length]),
      )
    }
    const elsewhere = (n: number): string => `10.${n >> 8}.${n & 255}.1`

    test('35 pupils mistype thrice behind one address and get in; whoever goes on guessing does not', async () => {
      const { share, token } = await link({ password: PASSWORD })
      expect(await many(35 * 3, () => guess(share))).toEqual({ counted: 105 })
      await expect(come(token, { password: 'girafe-piano-nuages' })).rejects.toMatchObject(
        refusal('not-signed-in'),
      )
      for (let pupil = 0; pupil < 35; pupil++) await visitor(token, { password: PASSWORD })
      expect(await many(100, () => guess(share))).toEqual({ counted: 44, 'too-many': 56 })
      world.pass(70)
      expect(await many(100, () => guess(share))).toEqual({ counted: 10, 'too-many': 90 })
      await expect(come(token, { password: PASSWORD })).rejects.toMatchObject(refusal('too-many'))
      // Elsewhere nobody notices, and here nobody does a minute later.
      await visitor(token, { password: PASSWORD, place: '198.51.100.7' })
      world.pass(70)
      await visitor(token, { password: PASSWORD })
    })

    test('guesses from everywhere leave the link to those who were right before', async () => {
      const { share, token } = await link({ password: PASSWORD })
      await visitor(token, { password: PASSWORD })
      world.pass(120)
      expect(await many(1_000, (n) => guess(share, elsewhere(n)))).toEqual({ counted: 1_000 })
      const stranger = { password: PASSWORD, place: elsewhere(1_001) }
      await expect(come(token, stranger)).rejects.toMatchObject(refusal('too-many'))
      await visitor(token, { password: PASSWORD })
      world.pass(3_700)
      await visitor(token, stranger)
    })

    test('views and downloads are counted without writing each, and the parts of one are one', async () => {
      const { share } = await link()
      const counts = async () => {
        const row = (await domain.records.read((reader) => readLink(reader, share)))!
        return [row.views, row.downloads]
      }
      const part = (start: number, end: number, place = PLACE) =>
        countSent(domain, share, { place, etag: 'e', size: 100, start, end })
      for (let n = 0; n < 40; n++) countView(domain, share)
      part(0, 100)
      part(60, 100)
      part(0, 30)
      part(20, 50, '198.51.100.7')
      expect(await counts()).toEqual([0, 0])
      await flushCounters(domain)
      expect(await counts()).toEqual([40, 1])
      part(30, 60)
      await flushCounters(domain)
      expect(await counts()).toEqual([40, 2])
      part(0, 50)
      world.pass(3601)
      part(50, 100)
      await flushCounters(domain, true)
      expect(await counts()).toEqual([40, 2])
      expect(await audited('link.open')).toEqual([{ actor: null, place: null }])
      const { last_used } = (await domain.records.read((reader) =>
        reader.get<{ last_used: number }>('SELECT last_used FROM link WHERE share = ?', share),
      ))!
      expect(last_used % DAY).toBe(0)
    })

    test('a short address is for what is guarded, is typed as it is heard, and ends', async () => {
      const open = await link()
      const guarded = await link({ password: PASSWORD })
      const drop = await link({ permissions: 4 })
      await expect(shortenLink(domain, alice, open.share)).rejects.toMatchObject(
        refusal('bad-request', 'short-unguarded'),
      )
      await expect(shortenLink(domain, alice, drop.share, 31)).rejects.toMatchObject(refusal('bad-request'))
      const bob = await world.person('bob')
      await expect(shortenLink(domain, bob, guarded.share)).rejects.toMatchObject(refusal('not-found'))
      const { short } = await shortenLink(domain, alice, guarded.share, 1)
      expect(short).toMatch(/^[a-z]{3,8}-[a-z]{3,8}-\d{6}$/)
      expect((await shortenLink(domain, alice, drop.share)).short).not.toBe(short)
      const heard = ` ${short.toUpperCase().replaceAll('-', ' ').replace('E', 'É')} `
      expect(await openShort(domain, heard, PLACE)).toBe(guarded.token)
      expect((await shortenLink(domain, alice, guarded.share, 2)).short).toBe(short)
      world.pass(DAY + 1)
      expect(await openShort(domain, short, PLACE)).toBe(guarded.token)
      world.pass(DAY)
      await expect(openShort(domain, short, PLACE)).rejects.toMatchObject(refusal('not-found'))
      const again = await shortenLink(domain, alice, guarded.share)
      expect(again.short).not.toBe(short)
      await updateShare(domain, alice, guarded.share, { password: '' })
      await expect(openShort(domain, again.short, PLACE)).rejects.toMatchObject(refusal('not-found'))
      await unshortenLink(domain, alice, drop.share)
    })

    test('short addresses are not found by trying', async () => {
      const { share, token } = await link({ permissions: 4 })
      const { short } = await shortenLink(domain, alice, share)
      const outcome = (place: string, typed = 'abaisser-abandon-000000') =>
        openShort(domain, typed, place).catch((error) => error.kind as string)
      for (let n = 0; n < 20; n++) expect(await outcome(PLACE)).toBe('not-found')
      expect(await outcome(PLACE, short)).toBe('too-many')
      const school = '198.51.100.7'
      expect(await outcome(school, short)).toBe(token)
      world.pass(700)
      expect(await outcome(PLACE, short)).toBe(token)
      await many(2_000, (n) => countMiss(domain, elsewhere(n)).then(() => 'missed'))
      expect(await outcome('203.0.113.5', short)).toBe('too-many')
      expect(await outcome(school, short)).toBe(token)
    })
  })
}
