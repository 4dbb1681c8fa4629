import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  bytes,
  folder,
  names,
  openWorld,
  put,
  refusal,
  textOf,
  type World,
} from '../../../../test/rigs/world.ts'
import { type Member, SYSTEM } from '../../vocabulary/actor.ts'
import { addGroup } from '../accounts/groups/change.ts'
import { addMember } from '../accounts/groups/members.ts'
import { takeFile } from '../boxes/add-file.ts'
import { beginDeposit } from '../boxes/begin-deposit.ts'
import { changeBox } from '../boxes/change.ts'
import { checkReceipt } from '../boxes/check-receipt.ts'
import { closeBox } from '../boxes/close.ts'
import { createBox } from '../boxes/create.ts'
import { finishDeposit } from '../boxes/finish.ts'
import type { Receipt } from '../boxes/receipt.ts'
import type { Domain } from '../domain.ts'
import { handOver } from '../files/hand-over.ts'
import { countView, flushCounters } from '../links/counters.ts'
import { enterLink } from '../links/enter.ts'
import { expireLinks } from '../links/expire.ts'
import { readLink } from '../links/link.ts'
import { reactivateLink } from '../links/reactivate.ts'
import { reportLink } from '../links/report.ts'
import { shortenLink, unshortenLink } from '../links/short.ts'
import { takeOwnLock } from '../locks/take-own.ts'
import { listNotifications } from '../notifications/list.ts'
import { setSetting } from '../settings/set.ts'
import { createShare, type ShareTerms } from './create.ts'
import { acceptShare, takeBack } from './incoming.ts'
import { countDeed } from './pace.ts'
import { remindOfEnds } from './remind.ts'
import { removeShare } from './remove.ts'
import { updateShare } from './update.ts'

const DAY = 24 * 3600
const PLACE = '192.0.2.7'
const PASSWORD = 'girafe-piano-nuage'

/** What is written down about shares, and what people are told of them. */
export function toldSuite(engine: string): void {
  describe(`told and written down: ${engine}`, () => {
    let world: World
    let domain: Domain
    let alice: Member
    let bob: Member
    beforeEach(async () => {
      world = await openWorld()
      domain = world.domain
      alice = { ...(await world.person('alice')), place: PLACE }
      bob = { ...(await world.person('bob')), place: PLACE }
      await folder(domain, alice, '/cours')
      await put(domain, alice, '/cours/a.txt', 'a')
    })
    afterEach(async () => {
      expect(await world?.faults()).toEqual([])
      await world?.close()
    })
    const give = (terms: ShareTerms, path = '/cours') =>
      createShare(domain, alice, { path: names(path), ...terms })
    const tokenOf = async (share: number): Promise<string> =>
      (await domain.records.read((reader) => readLink(reader, share)))!.token

    test('every deed about a share is in the audit, with who did it and from where', async () => {
      const deeds: [who: string | null, verb: string, subject: string][] = []
      const done = (who: string | null, verb: string, subject: number | string): void => {
        deeds.push([who, verb, String(subject)])
      }
      const wish = { scope: 'person', subject: 'bob' } as const
      await setSetting(domain, SYSTEM, wish, 'sharing.accept', 'ask')
      done(null, 'setting.set', 'sharing.accept')

      const person = (await give({ kind: 0, with: 'bob' })).id
      done('alice', 'share.create', person)
      await acceptShare(domain, bob, person)
      done('bob', 'share.accept', person)
      await updateShare(domain, alice, person, { note: 'n' })
      done('alice', 'share.update', person)
      await addGroup(domain, SYSTEM, { id: '3B' })
      done(null, 'group.add', '3B')
      await addMember(domain, SYSTEM, { group: '3B', person: 'bob' })
      done(null, 'group.add-member', '3B')
      const group = (await give({ kind: 1, with: '3B' })).id
      done('alice', 'share.create', group)
      await removeShare(domain, bob, group)
      done('bob', 'share.leave', group)
      await takeBack(domain, bob, group)
      done('bob', 'share.accept', group)
      await removeShare(domain, alice, group)
      done('alice', 'share.remove', group)

      const link = (await give({ kind: 3, password: PASSWORD })).id
      done('alice', 'share.create', link)
      const token = await tokenOf(link)
      const enter = (password: string) => enterLink(domain, token, { place: PLACE, password })
      await expect(enter('wrong')).rejects.toMatchObject(refusal('not-signed-in'))
      done(`link-visitor:${link}`, 'link.unlock-failed', link)
      await enter(PASSWORD)
      done(`link-visitor:${link}`, 'link.unlock', link)
      await shortenLink(domain, alice, link, 7)
      done('alice', 'link.shorten', link)
      await unshortenLink(domain, alice, link)
      done('alice', 'link.unshorten', link)
      countView(domain, link)
      await flushCounters(domain, true)
      done(null, 'link.open', link)
      await reportLink(domain, token, { text: 'bad', from: '' }, PLACE)
      done(null, 'link.report', link)

      const box = await createBox(domain, alice, { path: ['cours'] })
      done('alice', 'share.create', box.share)
      done('alice', 'box.change', box.share)
      await changeBox(domain, alice, box.share, { mostFiles: 3 })
      done('alice', 'box.change', box.share)
      await handIn(box.share)
      done(`drop-visitor:${box.share}`, 'box.deposit', box.share)

      await handOver(domain, SYSTEM, { from: 'alice', to: 'bob', path: ['cours'] })
      const { node } = (await domain.records.get<{ node: number }>(
        'SELECT node FROM share WHERE id = ?',
        link,
      ))!
      done(null, 'share.hand-over', node)

      const rows = await domain.records.read((reader) =>
        reader.all<{ actor: string | null; verb: string; subject: string; place: string | null }>(
          "SELECT actor, verb, subject, place FROM audit WHERE verb NOT LIKE 'person.%' ORDER BY id",
        ),
      )
      expect(rows.map(({ actor, verb, subject }) => [actor, verb, subject])).toEqual(deeds)
      for (const { actor, place } of rows)
        expect([actor, place]).toEqual([actor, actor === null ? null : PLACE])
      const all = await domain.records.read((reader) => reader.all('SELECT detail FROM audit'))
      expect(JSON.stringify(all)).not.toContain(PASSWORD)
    })

    async function handIn(share: number): Promise<Receipt> {
      const entered = await enterLink(domain, await tokenOf(share), { place: PLACE })
      if (entered === 'password-needed' || entered.actor.kind !== 'drop-visitor') throw new Error('no box')
      const visitor = entered.actor
      const { box, deposit } = await beginDeposit(domain, visitor, { name: 'Léa' })
      const taken = await takeFile(domain, box, { name: 'a.txt', body: bytes('mon devoir') })
      return (await finishDeposit(domain, { visitor, name: 'Léa' }, deposit, [taken])).receipt
    }

    test('the end of a link is written down when its time has run out, and so is its return before that', async () => {
      const { id } = await give({ kind: 3, end: '2026-11-23' })
      world.pass(3 * DAY)
      await reactivateLink(domain, alice, id, world.now() + DAY)
      world.pass(200 * DAY)
      await expireLinks(domain)
      const verbs = await domain.records.read((reader) =>
        reader.all<{ verb: string; actor: string | null }>(
          'SELECT verb, actor FROM audit WHERE subject = ? ORDER BY id',
          String(id),
        ),
      )
      expect(verbs.map(({ verb, actor }) => [actor, verb])).toEqual([
        ['alice', 'share.create'],
        ['alice', 'link.reactivate'],
        [null, 'link.expire'],
      ])
    })

    test('whoever shares is told a week and a day before the end, once each, and of nothing short or gone', async () => {
      const told = async (): Promise<unknown[]> =>
        (await listNotifications(domain, 'alice')).flatMap(({ kind, facts }) =>
          kind === 'share-ends-soon' ? [facts] : [],
        )
      const run = async (days: number): Promise<void> => {
        world.pass(days * DAY)
        await remindOfEnds(domain)
        await remindOfEnds(domain)
      }
      await remindOfEnds(domain)
      const far = await give({ kind: 0, with: 'bob', end: '2026-12-02' })
      await give({ kind: 3, end: '2026-11-22' })
      const ended = await give({ kind: 3, end: '2026-12-02' })
      await run(1)
      expect(await told()).toEqual([])
      await removeShare(domain, alice, ended.id)
      await run(3)
      const facts = { node: far.node, file: 'cours', share: far.id }
      expect(await told()).toEqual([{ ...facts, days: 7 }])
      await run(4)
      expect(await told()).toHaveLength(1)
      // A server that was down for the whole of the last day.
      await run(2)
      expect(await told()).toHaveLength(2)
      expect(await told()).toContainEqual({ ...facts, days: 1 })
    })

    test('so many shares in ten minutes and no more, whoever else shares; what was refused does not count', async () => {
      await expect(give({ kind: 0, with: 'nobody' })).rejects.toMatchObject(refusal('not-found'))
      await domain.records.write([], async (writer) => {
        for (let i = 0; i < 999; i++) await countDeed(writer, domain, 'alice', 'share')
      })
      await give({ kind: 3 })
      for (let i = 0; i < 2; i++)
        await expect(give({ kind: 3 })).rejects.toMatchObject(refusal('too-many', 'share-too-many'))
      await folder(domain, bob, '/theirs')
      await createShare(domain, bob, { path: ['theirs'], kind: 3 })
      world.pass(601)
      await give({ kind: 3 })
    })

    test('whoever no longer may write holds nobody off by a lock', async () => {
      const share = await give({ kind: 0, with: 'bob' })
      const path = names('/cours/a.txt')
      await takeOwnLock(domain, bob, path, { kind: 'user', editor: '', tokens: [] })
      await expect(put(domain, alice, '/cours/a.txt', 'mine')).rejects.toMatchObject(refusal('locked'))
      await updateShare(domain, alice, share.id, { permissions: 1 })
      await put(domain, alice, '/cours/a.txt', 'mine')
      expect(await textOf(domain, bob, '/cours/a.txt')).toBe('mine')
      const { count } = (await domain.records.get<{ count: number }>('SELECT count(*) AS count FROM lock'))!
      expect(count).toBe(0)
      await updateShare(domain, alice, share.id, { permissions: 15 })
      await takeOwnLock(domain, bob, path, { kind: 'user', editor: '', tokens: [] })
      await removeShare(domain, alice, share.id)
      await put(domain, alice, '/cours/a.txt', 'mine again')
    })

    test('a receipt is good when its box has closed, its link has ended or asks for a password by now', async () => {
      const box = await createBox(domain, alice, { path: ['cours'] })
      const receipt = await handIn(box.share)
      const check = async () =>
        await checkReceipt(domain, await tokenOf(box.share), { typed: receipt.code }, PLACE)
      await closeBox(domain, alice, box.share)
      expect(await check()).toEqual(receipt)
      await updateShare(domain, alice, box.share, { password: PASSWORD, end: '2026-11-23' })
      expect(await check()).toEqual(receipt)
      world.pass(3 * DAY)
      await expect(enterLink(domain, await tokenOf(box.share), { place: PLACE })).rejects.toMatchObject(
        refusal('gone', 'link-ended'),
      )
      expect(await check()).toEqual(receipt)
      await expect(
        checkReceipt(domain, await tokenOf(box.share), { typed: 'AAAA-AAAA-AAAAA' }, PLACE),
      ).rejects.toMatchObject(refusal('not-found', 'receipt-missing'))
    })
  })
}
