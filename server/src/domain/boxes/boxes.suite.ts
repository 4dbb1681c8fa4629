import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  bytes,
  folder,
  membersOf,
  openWorld,
  put,
  refusal,
  textOf,
  type World,
} from '../../../../test/rigs/world.ts'
import type { DropVisitor, Member } from '../../vocabulary/actor.ts'
import type { Domain } from '../domain.ts'
import { remove } from '../files/remove.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { listNotifications } from '../notifications/list.ts'
import { dropShares } from '../shares/drop.ts'
import { addChunk } from '../uploads/add-chunk.ts'
import { beginUpload } from '../uploads/begin.ts'
import { takeFile } from './add-file.ts'
import { beginDeposit } from './begin-deposit.ts'
import type { Box } from './box.ts'
import { changeBox } from './change.ts'
import { checkReceipt } from './check-receipt.ts'
import { closeBox } from './close.ts'
import { shownCode } from './code.ts'
import { type BoxTerms, createBox } from './create.ts'
import { lastEvening, tellDay } from './digest.ts'
import { finishDeposit } from './finish.ts'
import { forgetDeposits } from './forget.ts'
import { listDeposits } from './list-deposits.ts'
import { depositorName } from './names.ts'
import type { Receipt } from './receipt.ts'
import { reopenBox } from './reopen.ts'
import { takeGathered } from './take-upload.ts'
import { uploadOf } from './ticket.ts'

const HOUR = 3600
const DAY = 24 * HOUR

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What pupils hand in, and what their teacher finds. */
export function boxesSuite(engine: string): void {
  describe(`collection boxes: ${engine}`, () => {
    let world: World
    let domain: Domain
    let teacher: Member
    let serial = 0

    beforeAll(async () => {
      world = await openWorld()
      domain = world.domain
      teacher = await world.person('durand')
    })
    afterAll(() => world?.close())

    const visitorOf = (box: Box): DropVisitor => ({ kind: 'drop-visitor', share: box.share, root: box.node })

    async function open(wish: Omit<BoxTerms, 'path'> = {}): Promise<{ box: Box; at: string }> {
      const at = `Casier ${++serial}`
      await folder(domain, teacher, `/${at}`)
      return { box: await createBox(domain, teacher, { path: [at], ...wish }), at }
    }

    interface Sent {
      readonly name: string
      readonly text: string
      readonly folders?: readonly string[]
    }

    async function handIn(box: Box, who: string, files: readonly Sent[]): Promise<Receipt> {
      const visitor = visitorOf(box)
      const name = depositorName(who)
      const begun = await beginDeposit(domain, visitor, { name })
      const taken = []
      for (const { text, ...file } of files)
        taken.push(await takeFile(domain, begun.box, { ...file, body: bytes(text) }))
      return (await finishDeposit(domain, { visitor, name }, begun.deposit, taken)).receipt
    }

    const one = (name = 'devoir.txt', text = 'mon devoir'): Sent[] => [{ name, text }]

    test('a receipt tells what was handed in, and is found again by its code', async () => {
      const { box, at } = await open()
      const files = [...one(), { name: 'photo.jpg', text: '' }]
      const receipt = await handIn(box, 'Léa Martin', files)
      expect(receipt).toEqual({
        code: expect.stringMatching(/^[2-9A-HJ-NP-Z]{13}$/),
        ...{ name: 'Léa Martin', begun: world.now(), done: world.now(), late: false },
        files: [
          { name: 'devoir.txt', size: 10, sha256: sha256('mon devoir') },
          { name: 'photo.jpg', size: 0, sha256: sha256('') },
        ],
      })
      expect(await textOf(domain, teacher, `/${at}/Léa Martin/devoir.txt`)).toBe('mon devoir')
      const token = await tokenOf(box)
      const typed = ` ${shownCode(receipt.code).toLowerCase()} `
      expect(await checkReceipt(domain, token, { typed }, '10.0.0.1')).toEqual(receipt)
      const other = await tokenOf((await open()).box)
      await expect(checkReceipt(domain, other, { typed }, '10.0.0.1')).rejects.toMatchObject(
        refusal('not-found'),
      )
    })

    const tokenOf = async ({ share }: Box): Promise<string> =>
      (await domain.records.get<{ token: string }>('SELECT token FROM link WHERE share = ?', share))!.token

    test('files of one name that come at one moment are all kept', async () => {
      const { box, at } = await open({ pattern: '{fichier}' })
      const texts = Array.from({ length: 12 }, (_, i) => `devoir de ${i}`)
      const receipts = await Promise.all(
        texts.map((text, i) => handIn(box, `Élève ${i}`, one('devoir.txt', text))),
      )
      const names = ['devoir.txt', ...Array.from({ length: 11 }, (_, i) => `devoir (${i + 2}).txt`)]
      expect((await membersOf(domain, teacher, `/${at}`)).sort()).toEqual(names.sort())
      const kept = await Promise.all(names.map((name) => textOf(domain, teacher, `/${at}/${name}`)))
      expect(kept.sort()).toEqual(texts.sort())
      // What a name was changed into tells that there was another one: nobody is told.
      expect(new Set(receipts.map(({ files }) => files[0]!.name))).toEqual(new Set(['devoir.txt']))
      expect(new Set(receipts.map(({ code }) => code)).size).toBe(12)
    })

    test('one name has one folder, whatever its spelling', async () => {
      const { box, at } = await open()
      await Promise.all(['Léa', 'lea', 'LÉA', 'Le\u0301a'].map((name) => handIn(box, name, one())))
      const folders = await membersOf(domain, teacher, `/${at}`)
      expect(folders).toHaveLength(1)
      expect((await membersOf(domain, teacher, `/${at}/${folders[0]}`)).sort()).toEqual([
        'devoir (2).txt',
        'devoir (3).txt',
        'devoir (4).txt',
        'devoir.txt',
      ])
    })

    test('nothing that lies in the folder is ever replaced', async () => {
      const { box, at } = await open({ pattern: '{fichier}' })
      await put(domain, teacher, `/${at}/corrigé.txt`, 'corrigé')
      await handIn(box, 'Tom', one('corrigé.txt', 'faux'))
      expect(await textOf(domain, teacher, `/${at}/corrigé.txt`)).toBe('corrigé')
      expect(await textOf(domain, teacher, `/${at}/corrigé (2).txt`)).toBe('faux')
      await put(domain, teacher, `/${at}/Zoé`, 'un fichier')
      await changeBox(domain, teacher, box.share, { pattern: '{nom}/{fichier}' })
      await handIn(box, 'Zoé', one())
      expect(await membersOf(domain, teacher, `/${at}/Zoé (2)`)).toEqual(['devoir.txt'])
    })

    test('the folders of what is sent are kept, below the depositor', async () => {
      const { box, at } = await open()
      await handIn(box, 'Inès', [{ name: 'a.txt', text: 'a', folders: ['projet', 'src'] }])
      expect(await textOf(domain, teacher, `/${at}/Inès/projet/src/a.txt`)).toBe('a')
    })

    test('a pattern files by name, day and hour', async () => {
      const { box, at } = await open({ pattern: '{date}/{nom} - {n} - {fichier}' })
      await handIn(box, 'Tom', [...one('a.b.txt'), ...one('x.pdf')])
      const day = new Date(world.now() * 1000).toISOString().slice(0, 10)
      expect(await membersOf(domain, teacher, `/${at}/${day}`)).toEqual([
        'Tom - 1 - a.b.txt',
        'Tom - 2 - x.pdf',
      ])
      await expect(
        changeBox(domain, teacher, box.share, { pattern: '{nom}/{classe}' }),
      ).rejects.toMatchObject(refusal('bad-request', 'pattern-word'))
      await expect(
        changeBox(domain, teacher, box.share, { pattern: '{fichier}/{nom}' }),
      ).rejects.toMatchObject(refusal('bad-request', 'pattern-form'))
    })

    test('what was begun before the bell is finished after it, and not for ever', async () => {
      const { box } = await open({ opens: world.now() + HOUR, closes: world.now() + 2 * HOUR, grace: HOUR })
      const visitor = visitorOf(box)
      const begin = () => beginDeposit(domain, visitor, { name: 'Tom' })
      await expect(begin()).rejects.toMatchObject(refusal('not-permitted', 'box-early'))
      world.pass(HOUR)
      const intime = await begin()
      const slow = await begin()
      const file = async (text: string) => [await takeFile(domain, box, { name: 'a.txt', body: bytes(text) })]
      world.pass(HOUR + 60)
      await expect(begin()).rejects.toMatchObject(refusal('not-permitted', 'box-closed'))
      const { receipt } = await finishDeposit(
        domain,
        { visitor, name: 'Tom' },
        intime.deposit,
        await file('à temps'),
      )
      expect(receipt).toMatchObject({ begun: world.now() - HOUR - 60, done: world.now(), late: false })
      world.pass(HOUR)
      await expect(
        finishDeposit(domain, { visitor, name: 'Tom' }, slow.deposit, await file('trop tard')),
      ).rejects.toMatchObject(refusal('not-permitted', 'box-closed'))
    })

    test('a late deposit is marked where it is taken', async () => {
      const { box } = await open({ closes: world.now() + 60, late: 'mark' })
      expect((await handIn(box, 'Tom', one())).late).toBe(false)
      world.pass(60)
      expect((await handIn(box, 'Tom', one())).late).toBe(true)
      expect((await listDeposits(domain, teacher, box.share)).map(({ late }) => late)).toEqual([true, false])
    })

    test('closed and opened again at the same address', async () => {
      const { box, at } = await open({ room: 20 })
      await handIn(box, 'Tom', one('a.txt', 'x'.repeat(15)))
      await closeBox(domain, teacher, box.share)
      world.pass(1)
      await expect(handIn(box, 'Tom', one())).rejects.toMatchObject(refusal('not-permitted', 'box-closed'))
      await remove(domain, teacher, [at, 'Tom'], { hold: NO_HOLD })
      await reopenBox(domain, teacher, box.share, null)
      expect((await handIn(box, 'Tom', one())).files).toHaveLength(1)
    })

    test('a box that is opened again is as it was set, and takes what is late if it did', async () => {
      const closes = world.now() + HOUR
      const { box } = await open({ closes, late: 'mark' })
      const visitor = visitorOf(box)
      const onTheWay = await beginDeposit(domain, visitor, { name: 'Tom' })
      world.pass(60)
      const closed = await closeBox(domain, teacher, box.share)
      expect(closed).toMatchObject({ closed: world.now(), closes, late: 'mark' })
      await expect(handIn(box, 'Léa', one())).rejects.toMatchObject(refusal('not-permitted', 'box-closed'))
      const file = await takeFile(domain, box, { name: 'a.txt', body: bytes('a') })
      await finishDeposit(domain, { visitor, name: 'Tom' }, onTheWay.deposit, [file])
      // What is changed meanwhile does not open it.
      await changeBox(domain, teacher, box.share, { instructions: 'Une page.' })
      await expect(handIn(box, 'Léa', one())).rejects.toMatchObject(refusal('not-permitted', 'box-closed'))
      expect(await reopenBox(domain, teacher, box.share)).toMatchObject({
        closed: null,
        closes,
        late: 'mark',
      })
      world.pass(HOUR)
      expect((await handIn(box, 'Léa', one())).late).toBe(true)
    })

    test('a box whose end has passed is opened again without one', async () => {
      const { box } = await open({ closes: world.now() + 60 })
      world.pass(60)
      await closeBox(domain, teacher, box.share)
      expect(await reopenBox(domain, teacher, box.share)).toMatchObject({ closed: null, closes: null })
      expect((await handIn(box, 'Tom', one())).late).toBe(false)
    })

    test('limits of count, size, type by name and by first bytes', async () => {
      const { box, at } = await open({ mostFiles: 2, mostBytes: 10, types: 'pdf .py' })
      const pdf = '%PDF-1.7'
      await handIn(box, 'Tom', [...one('a.pdf', pdf), ...one('b.PY', 'print()')])
      const refused = (files: Sent[], reason: string) =>
        expect(handIn(box, 'Tom', files)).rejects.toMatchObject({ name: 'Refusal', reason })
      await refused([...one('a.pdf', pdf), ...one('b.pdf', pdf), ...one('c.pdf', pdf)], 'deposit-files')
      await refused(one('a.pdf', `${pdf} trop long`), 'deposit-large')
      await refused(one('a.exe', pdf), 'type-refused')
      await refused(one('pdf', pdf), 'type-refused')
      await refused(one('a.pdf', 'MZ program'), 'type-differs')
      await refused(one('a.pdf', ''), 'type-differs')
      await refused([], 'deposit-empty')
      expect((await membersOf(domain, teacher, `/${at}/Tom`)).sort()).toEqual(['a.pdf', 'b.PY'])
      const visitor = visitorOf(box)
      const announced = beginDeposit(domain, visitor, { name: 'Tom', files: [{ name: 'a.pdf', size: 11 }] })
      await expect(announced).rejects.toMatchObject({ reason: 'deposit-large' })
    })

    test('a box takes no more than its room, however many hand in at once', async () => {
      const { box } = await open({ room: 100 })
      const sent = Array.from({ length: 8 }, (_, i) => handIn(box, `É${i}`, one('a.txt', 'x'.repeat(30))))
      const settled = await Promise.allSettled(sent)
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
      for (const one of settled)
        if (one.status === 'rejected') expect(one.reason).toMatchObject({ kind: 'over-quota', facts: {} })
      expect(await listDeposits(domain, teacher, box.share)).toHaveLength(3)
    })

    test('how much room its owner has is told to nobody', async () => {
      const poor = await world.person('pauvre', 10_000)
      await folder(domain, poor, '/Casier')
      const box = await createBox(domain, poor, { path: ['Casier'], room: 100_000 })
      await expect(handIn(box, 'Tom', one('a.txt', 'x'.repeat(12_000)))).rejects.toMatchObject({
        ...refusal('over-quota', 'box-full'),
        facts: {},
      })
    })

    test('a deposit that is finished twice is one', async () => {
      const { box, at } = await open()
      const visitor = visitorOf(box)
      const { deposit } = await beginDeposit(domain, visitor, { name: 'Tom' })
      const file = await takeFile(domain, box, { name: 'a.txt', body: bytes('a') })
      const finish = () => finishDeposit(domain, { visitor, name: 'Tom' }, deposit, [file])
      const both = await Promise.all([finish(), finish()])
      expect(both[0].receipt).toEqual(both[1].receipt)
      expect((await finish()).receipt).toEqual(both[0].receipt)
      expect(await membersOf(domain, teacher, `/${at}/Tom`)).toEqual(['a.txt'])
    })

    test('what comes in pieces is one file, with the sum of all its bytes, also after a restart', async () => {
      const { box, at } = await open()
      const visitor = visitorOf(box)
      const restarted: Domain = { ...domain }
      const { deposit } = await beginDeposit(domain, visitor, { name: 'Tom' })
      const name = uploadOf(deposit, 0)
      await beginUpload(domain, visitor, name, { total: 11 })
      await addChunk(domain, visitor, name, '00001', bytes('hello'), { size: 5 })
      const take = (size: number) =>
        takeGathered(restarted, visitor, box, { name: 'long.txt', upload: name, size })
      await expect(take(11)).rejects.toMatchObject(refusal('bad-request', 'chunks-sum'))
      await addChunk(restarted, visitor, name, '00002', bytes(' world'), { size: 6 })
      const { receipt } = await finishDeposit(restarted, { visitor, name: 'Tom' }, deposit, [await take(11)])
      expect(receipt.files).toEqual([{ name: 'long.txt', size: 11, sha256: sha256('hello world') }])
      expect(await textOf(domain, teacher, `/${at}/Tom/long.txt`)).toBe('hello world')
      expect(await world.faults()).toEqual([])
    })

    test('pieces that come in order are not read again for their sum', async () => {
      const { box } = await open()
      const visitor = visitorOf(box)
      const read = vi.spyOn(domain.blobs, 'read')
      const { deposit } = await beginDeposit(domain, visitor, { name: 'Tom' })
      const name = uploadOf(deposit, 0)
      const pieces = [1, 2, 3].map((piece) => `${piece}`.repeat(100_000))
      await beginUpload(domain, visitor, name, { total: 300_000 })
      for (const [i, piece] of pieces.entries())
        await addChunk(domain, visitor, name, `0000${i + 1}`, bytes(piece), { size: piece.length })
      const file = await takeGathered(domain, visitor, box, { name: 'long.txt', upload: name })
      expect(file.sha256).toBe(sha256(pieces.join('')))
      // Of the first, what kind of file it is.
      expect(read).toHaveBeenCalledTimes(1)
      read.mockRestore()
    })

    test('a stranger cannot keep room that the box has not', async () => {
      const { box } = await open({ room: 100 })
      const visitor = visitorOf(box)
      await beginUpload(domain, visitor, 'a', { total: 60 })
      await expect(beginUpload(domain, visitor, 'b', { total: 60 })).rejects.toMatchObject(
        refusal('over-quota'),
      )
      await expect(addChunk(domain, visitor, 'a', '1', bytes('x'.repeat(101)), {})).rejects.toMatchObject(
        refusal('over-quota'),
      )
    })

    test('nothing more comes in once the link is withdrawn or the folder deleted', async () => {
      const { box } = await open()
      const visitor = visitorOf(box)
      const { deposit } = await beginDeposit(domain, visitor, { name: 'Tom' })
      const file = await takeFile(domain, box, { name: 'a.txt', body: bytes('a') })
      await domain.records.write([], (writer) => dropShares(writer, 'id', box.share))
      await expect(finishDeposit(domain, { visitor, name: 'Tom' }, deposit, [file])).rejects.toMatchObject(
        refusal('not-found'),
      )
      await expect(beginDeposit(domain, visitor, { name: 'Tom' })).rejects.toMatchObject(refusal('not-found'))
      const second = await open()
      await remove(domain, teacher, [second.at], { hold: NO_HOLD })
      await expect(handIn(second.box, 'Tom', one())).rejects.toMatchObject(refusal('not-found'))
    })

    test('the owner sees who handed in what, others do not', async () => {
      const { box } = await open()
      await handIn(box, 'Tom', one())
      const [deposit] = await listDeposits(domain, teacher, box.share)
      expect(deposit).toMatchObject({
        ...{ name: 'Tom', person: null, late: false, done: world.now() },
        files: [{ name: 'devoir.txt', size: 10, sha256: sha256('mon devoir'), state: 'received' }],
      })
      const colleague = await world.person('voisine')
      for (const act of [
        () => listDeposits(domain, colleague, box.share),
        () => changeBox(domain, colleague, box.share, { late: 'mark' }),
        () => closeBox(domain, colleague, box.share),
        () => reopenBox(domain, colleague, box.share, null),
      ])
        await expect(act()).rejects.toMatchObject(refusal('not-found', 'box-missing'))
    })

    test('a class that hands in is one notice', async () => {
      const owner = await world.person('avertie')
      await folder(domain, owner, '/Rendus')
      const box = await createBox(domain, owner, { path: ['Rendus'] })
      for (const name of ['Tom', 'Léa', 'Inès']) await handIn(box, name, one())
      const told = async () =>
        (await listNotifications(domain, owner.person)).map(({ kind, facts }) => ({ kind, facts }))
      const notice = (count: number) => ({
        kind: 'deposit-received',
        facts: { share: box.share, node: box.node, file: 'Rendus', count },
      })
      expect(await told()).toEqual([notice(3)])
      world.pass(16 * 60)
      await handIn(box, 'Zoé', one())
      expect(await told()).toEqual([notice(1), notice(3)])
    })

    test('owners are told in the evening, once, of each box that they wish so, or never', async () => {
      const owner = await world.person('patiente')
      for (const name of ['Matin', 'Soir', 'Jamais']) await folder(domain, owner, `/${name}`)
      const boxIn = (name: string, notices: 'at-once' | 'daily' | 'never') =>
        createBox(domain, owner, { path: [name], notices })
      const [soon, daily, never] = [
        await boxIn('Matin', 'daily'),
        await boxIn('Soir', 'daily'),
        await boxIn('Jamais', 'never'),
      ]
      const told = async () =>
        (await listNotifications(domain, owner.person)).map(({ facts }) => {
          const { file, count } = facts as { file: string; count: number }
          return `${file} ${count}`
        })
      const evening = async (): Promise<void> => {
        world.pass(DAY)
        await tellDay(domain)
      }
      await evening()
      for (const name of ['Tom', 'Léa']) await handIn(daily, name, one())
      await handIn(never, 'Inès', one())
      // Whoever wishes to be told at once is told so from then on.
      await changeBox(domain, owner, soon.share, { notices: 'at-once' })
      await handIn(soon, 'Zoé', one())
      expect(await told()).toEqual(['Matin 1'])
      await evening()
      expect(await told()).toEqual(['Soir 2', 'Matin 1'])
      await tellDay(domain)
      await evening()
      expect(await told()).toHaveLength(2)
      // What was told of at once is not told of again in the evening.
      await changeBox(domain, owner, soon.share, { notices: 'daily' })
      world.pass(1)
      await handIn(soon, 'Noé', one())
      await evening()
      expect(await told()).toEqual(['Matin 1', 'Soir 2', 'Matin 1'])
      await expect(
        changeBox(domain, owner, soon.share, { notices: 'hourly' as 'daily' }),
      ).rejects.toMatchObject(refusal('bad-request', 'box-setting'))
    })

    test('the evening is that of the school, in summer and in winter', () => {
      const at = (text: string): number => Date.parse(text) / 1000
      const last = (text: string): string =>
        new Date(lastEvening(at(text), 'Europe/Paris') * 1000).toISOString()
      expect(last('2026-11-22T16:59:59Z')).toBe('2026-11-21T17:00:00.000Z')
      expect(last('2026-11-22T17:00:00Z')).toBe('2026-11-22T17:00:00.000Z')
      expect(last('2026-07-01T16:00:00Z')).toBe('2026-07-01T16:00:00.000Z')
      expect(last('2026-07-01T15:59:59Z')).toBe('2026-06-30T16:00:00.000Z')
    })

    test('names and receipts go a year after the box has closed, files stay', async () => {
      const { box, at } = await open({ closes: world.now() + 60 })
      const still = await open()
      const { code } = await handIn(box, 'Tom', one())
      world.pass(366 * DAY)
      await handIn(still.box, 'Léa', one())
      expect(await forgetDeposits(domain)).toBeGreaterThan(0)
      const token = await tokenOf(box)
      await expect(checkReceipt(domain, token, { typed: code }, '10.0.0.1')).rejects.toMatchObject(
        refusal('not-found', 'receipt-missing'),
      )
      expect(await listDeposits(domain, teacher, still.box.share)).toHaveLength(1)
      expect(await membersOf(domain, teacher, `/${at}/Tom`)).toEqual(['devoir.txt'])
      expect(await forgetDeposits(domain)).toBe(0)
    })

    test('after all of this every counter is right', async () => {
      expect(await world.faults()).toEqual([])
    })
  })
}
