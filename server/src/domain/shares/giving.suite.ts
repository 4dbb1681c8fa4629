import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { folder, openWorld, put, refusal, statOf, type World } from '../../../../test/rigs/world.ts'
import { type Member, SYSTEM } from '../../vocabulary/actor.ts'
import { allows, DOWNLOAD } from '../../vocabulary/permissions.ts'
import { addAcademy } from '../academies/change.ts'
import { changePerson } from '../accounts/people/change.ts'
import { createBox } from '../boxes/create.ts'
import { listOwnBoxes } from '../boxes/list-own.ts'
import type { Domain } from '../domain.ts'
import { remove } from '../files/remove.ts'
import { hashLinkPassword } from '../links/password.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { setSetting } from '../settings/set.ts'
import { readAccess } from './access.ts'
import { actOnShare } from './act.ts'
import { listBoard } from './board.ts'
import { createShare, type ShareTerms } from './create.ts'
import { pageGiven, pageReceived } from './page.ts'
import { endShare, leaveShare } from './remove.ts'
import { LINK, PERSON } from './share.ts'
import { updateShare } from './update.ts'

const DAY = 24 * 3600
const PASSWORD = 'girafe-piano-nuage'

/** What somebody gave, looked over and changed by its number. */
export function givingSuite(engine: string): void {
  describe(`what somebody gave: ${engine}`, () => {
    let world: World
    let domain: Domain
    let alice: Member
    let bob: Member
    let node: number
    beforeEach(async () => {
      world = await openWorld()
      domain = { ...world.domain, timezone: 'Europe/Paris' }
      alice = await world.person('alice')
      bob = await world.person('bob')
      await folder(domain, alice, '/cours')
      await put(domain, alice, '/cours/a.txt', 'a')
      node = (await statOf(domain, alice, '/cours')).node.id
    })
    afterEach(async () => {
      expect(await world?.faults()).toEqual([])
      await world?.close()
    })

    const give = (wish: Partial<ShareTerms> = {}, who = alice) =>
      createShare(domain, who, { node, kind: PERSON, with: 'bob', ...wish })
    const link = (wish: Partial<ShareTerms> = {}) => createShare(domain, alice, { node, kind: LINK, ...wish })
    const access = (who: Member) => readAccess(domain, who, node)
    const set = (name: string, value: string | null) =>
      setSetting(domain, SYSTEM, { scope: 'instance', subject: '' }, name, value)

    test('an end is an instant, to the second', async () => {
      const end = world.now() + 90
      const { id, expires } = await give({ end })
      expect(expires).toBe(end)
      expect((await updateShare(domain, alice, id, { end: end + 5 })).expires).toBe(end + 5)
      expect((await updateShare(domain, alice, id, { end: null })).expires).toBe(null)
      for (const past of [world.now(), 0])
        await expect(updateShare(domain, alice, id, { end: past })).rejects.toMatchObject(
          refusal('bad-request', 'share-end-past'),
        )
    })

    test('an end that policy sets is the latest, by the day of the school', async () => {
      await set('sharing.internal-end', 'yes')
      await set('sharing.internal-end-enforced', 'yes')
      await set('sharing.internal-days', '2')
      const { internalEnds } = (await access(alice)).sharing
      expect(internalEnds).toEqual({
        proposed: internalEnds.latest,
        given: internalEnds.latest,
        latest: Date.UTC(2026, 10, 24, 22, 59, 59) / 1000,
      })
      const { id, expires } = await give()
      expect(expires).toBe(internalEnds.latest)
      const change = (end: number | null) => updateShare(domain, alice, id, { end })
      await expect(change(expires! + 1)).rejects.toMatchObject(refusal('bad-request', 'share-end-far'))
      await expect(change(null)).rejects.toMatchObject(refusal('bad-request', 'share-end-enforced'))
    })

    test('without a policy the end of the school year is proposed, of the next one in its last month', async () => {
      const proposed = async () => (await access(alice)).sharing.linkEnds.proposed
      expect(await proposed()).toBe(Date.UTC(2027, 7, 31, 21, 59, 59) / 1000)
      world.pass(260 * DAY)
      expect(await proposed()).toBe(Date.UTC(2028, 7, 31, 21, 59, 59) / 1000)
    })

    test('the school year is that of the academy of whoever shares, its first day included', async () => {
      await addAcademy(domain, SYSTEM, 'reunion', { yearStarts: '08-20', zone: 'Indian/Reunion' })
      await changePerson(domain, SYSTEM, 'alice', { academy: 'reunion' })
      const { linkEnds, internalEnds } = (await access(alice)).sharing
      const end = Date.UTC(2027, 7, 19, 21, 59, 59) / 1000
      expect([linkEnds.proposed, internalEnds.proposed]).toEqual([end, end])
      await give()
      const his = (await access(bob)).sharing
      expect(his.linkEnds.proposed).toBe(Date.UTC(2027, 7, 31, 21, 59, 59) / 1000)
    })

    test('download is forbidden and allowed in plain words', async () => {
      const { id } = await give({ download: false })
      expect(allows((await access(bob)).held, DOWNLOAD)).toBe(false)
      expect(await updateShare(domain, alice, id, { note: 'x' })).toMatchObject({ download: false })
      expect(await updateShare(domain, alice, id, { download: true })).toMatchObject({ download: true })
      expect(allows((await access(bob)).held, DOWNLOAD)).toBe(true)
      const shown = await link({ download: false })
      expect(shown).toMatchObject({ download: false, hideDownload: true })
    })

    test('who has access is told to whoever may know, and by what', async () => {
      const given = await give({ permissions: 17 })
      const carol = await world.person('carol')
      const passed = await give({ with: 'carol', permissions: 1 }, bob)
      const address = await link()
      const ids = (shown: readonly { share: { id: number } }[]) => shown.map(({ share }) => share.id)
      const hers = await access(alice)
      expect(ids(hers.given)).toEqual([given.id, passed.id, address.id])
      expect(hers.given[2]!.link).toMatchObject({ protected: false, box: false, views: 0, lastUsed: null })
      const his = await access(bob)
      expect([ids(his.given), ids(his.received)]).toEqual([[passed.id], [given.id]])
      expect(his.sharing).toMatchObject({ people: true, links: true, upload: false })
      const below = await readAccess(domain, carol, (await statOf(domain, alice, '/cours/a.txt')).node.id)
      expect([ids(below.given), ids(below.received)]).toEqual([[], [passed.id]])
      expect(below.sharing).toMatchObject({ people: false, links: false })
      await expect(access(await world.person('eve'))).rejects.toMatchObject(refusal('not-found'))
    })

    test('whoever received something leaves it, and ends it for nobody', async () => {
      const { id } = await give()
      await expect(leaveShare(domain, alice, id)).rejects.toMatchObject(refusal('not-found'))
      await expect(endShare(domain, bob, id, 'internal')).rejects.toMatchObject(refusal('not-permitted'))
      await expect(endShare(domain, alice, id, 'link')).rejects.toMatchObject(refusal('not-found'))
      await leaveShare(domain, bob, id)
      expect((await pageReceived(domain, bob, { limit: 10 }, [])).found).toEqual([])
    })

    test('pages of what was given and received hold each thing once', async () => {
      for (const name of ['un', 'deux', 'trois']) {
        await folder(domain, alice, `/${name}`)
        await createShare(domain, alice, { path: [name], kind: PERSON, with: 'bob' })
        await createShare(domain, alice, { path: [name], kind: LINK })
      }
      await remove(domain, alice, ['deux'], { hold: NO_HOLD })
      for (const [who, page] of [
        [alice, pageGiven],
        [bob, pageReceived],
      ] as const) {
        const names: string[] = []
        for (let before: number | undefined; ; ) {
          const { found, next } = await page(domain, who, { limit: 1, before }, [])
          names.push(...found.map(({ path }) => path.join('/')))
          if (next === undefined) break
          before = next
        }
        expect(names).toEqual(['trois', 'un'])
      }
    })

    test('the board tells risks, and pages hold together', async () => {
      await give()
      await link()
      await link({ permissions: 15, password: PASSWORD, end: world.now() + 20 * DAY })
      await createBox(domain, alice, { node, closes: world.now() + 20 * DAY, password: PASSWORD })
      const all = async (limit: number) => {
        const found: string[] = []
        let after: Parameters<typeof listBoard>[2]['after']
        do {
          const { rows, next } = await listBoard(domain, alice, { sort: 'risk', limit, after })
          found.push(...rows.map(({ risks }) => risks.join(' ')))
          after = next
        } while (after !== undefined)
        return found
      }
      expect(await all(50)).toEqual(['no-password no-end', 'can-write', 'no-end', ''])
      expect(await all(1)).toEqual(await all(50))
      world.pass(8 * DAY)
      expect(await all(50)).toEqual([
        'no-password no-end never-used',
        'can-write never-used',
        'no-end',
        'never-used',
      ])
      expect((await listBoard(domain, bob, { sort: 'newest', limit: 9 })).rows).toEqual([])
    })

    test('what was done to many is undone by how it stood before', async () => {
      const end = world.now() + DAY
      const { id } = await give({ end })
      const address = await link()
      expect(await actOnShare(domain, alice, id, { kind: 'end' })).toEqual({ expires: end, password: false })
      await expect(access(bob)).rejects.toMatchObject(refusal('not-found'))
      await actOnShare(domain, alice, id, { kind: 'renew', expires: end })
      expect((await access(bob)).received).toHaveLength(1)
      const password = await hashLinkPassword(PASSWORD)
      await expect(actOnShare(domain, alice, id, { kind: 'protect', password })).rejects.toMatchObject(
        refusal('bad-request', 'share-no-link'),
      )
      const before = await actOnShare(domain, alice, address.id, { kind: 'protect', password })
      expect(before).toEqual({ expires: null, password: false })
      expect(await actOnShare(domain, alice, address.id, { kind: 'unprotect' })).toMatchObject({
        password: true,
      })
      await set('sharing.link-password', 'yes')
      await actOnShare(domain, alice, address.id, { kind: 'protect', password })
      await expect(actOnShare(domain, alice, address.id, { kind: 'unprotect' })).rejects.toMatchObject(
        refusal('bad-request', 'share-password-stays'),
      )
      for (const kind of ['end', 'unprotect'] as const)
        await expect(actOnShare(domain, bob, address.id, { kind })).rejects.toMatchObject(
          refusal('not-found'),
        )
    })

    test('ended stays ended since it was', async () => {
      const { id } = await link()
      world.pass(100)
      const at = world.now() - 50
      await actOnShare(domain, alice, id, { kind: 'end', at })
      expect(await actOnShare(domain, alice, id, { kind: 'end' })).toMatchObject({ expires: at })
      await expect(
        actOnShare(domain, alice, id, { kind: 'renew', expires: world.now() }),
      ).rejects.toMatchObject(refusal('bad-request', 'share-end-past'))
    })

    test('boxes are listed with their folder while it is there', async () => {
      const box = await createBox(domain, alice, { path: ['cours'], label: 'Devoirs' })
      const { boxes } = await listOwnBoxes(domain, alice, { limit: 5 })
      expect(boxes).toMatchObject([
        { box: { share: box.share, label: 'Devoirs' }, hours: 'open', deposits: 0, late: 0, last: null },
      ])
      expect((await listOwnBoxes(domain, bob, { limit: 5 })).boxes).toEqual([])
      await remove(domain, alice, ['cours'], { hold: NO_HOLD })
      expect((await listOwnBoxes(domain, alice, { limit: 5 })).boxes).toEqual([])
    })
  })
}
