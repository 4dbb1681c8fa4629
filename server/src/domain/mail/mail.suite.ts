import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openWorld, put, refusal, statOf, type World } from '../../../../test/rigs/world.ts'
import { type Member, SYSTEM } from '../../vocabulary/actor.ts'
import type { Domain } from '../domain.ts'
import { listNotifications } from '../notifications/list.ts'
import { deliverMails, PAUSES } from './deliver.ts'
import { enqueueMail } from './enqueue.ts'
import { forgetMails } from './forget.ts'
import type { Letter } from './letter.ts'
import { listMails, mailsOfShare } from './list.ts'
import { mailShare } from './mail-share.ts'
import { PostmanAway, Undeliverable } from './postman.ts'
import { retryMail } from './retry.ts'

const SHARE = `INSERT INTO share (id, kind, node, space, sharer, recipient, permissions, note, expires, created)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const LINK = 'INSERT INTO link (share, token, password) VALUES (?, ?, ?)'

/** What becomes of letters, whatever the mail server does. */
export function mailSuite(engine: string): void {
  describe(`mail: ${engine}`, () => {
    let world: World
    let domain: Domain
    let alice: Member
    let answers: (Error | undefined)[]
    let taken: Letter[]
    beforeEach(async () => {
      world = await openWorld()
      answers = []
      taken = []
      const deliver = async (letter: Letter): Promise<void> => {
        const fault = answers.shift()
        if (fault !== undefined) throw fault
        taken.push(letter)
      }
      domain = { ...world.domain, postman: { deliver, close: async () => {} } }
      alice = await world.person('alice')
    })
    afterEach(() => world?.close())

    const write = (to = 'bob@example.org', share?: number, on = domain) =>
      on.records.write([], (writer) =>
        enqueueMail(writer, on, {
          ...{ to, language: 'en', kind: 'link', person: 'alice', share },
          facts: {
            ...{ sharer: 'Alice', item: 'a.txt', folder: false, token: 'T', note: '' },
            ...{ password: false, drop: false, ends: null },
          },
        }),
      )
    const states = async () => (await listMails(domain, SYSTEM)).map(({ state, tries }) => [state, tries])
    const shared = async (kind: number, recipient: string | null, more: { expires?: number } = {}) => {
      await put(domain, alice, '/a.txt', 'a')
      const { node } = await statOf(domain, alice, '/a.txt')
      return await domain.records.write([], async (writer) => {
        const id = await writer.ids('share')
        const { expires = null } = more
        await writer.run(
          SHARE,
          id,
          kind,
          node.id,
          node.space,
          'alice',
          recipient,
          1,
          'Hello',
          expires,
          world.now(),
        )
        if (kind > 1) await writer.run(LINK, id, 'token', null)
        return id
      })
    }

    test('a letter is delivered once, and forgotten after a month', async () => {
      expect(await write()).toMatchObject({ state: 'waiting' })
      await deliverMails(domain)
      await deliverMails(domain)
      expect(taken.map(({ to, facts }) => [to, 'item' in facts && facts.item])).toEqual([
        ['bob@example.org', 'a.txt'],
      ])
      expect(await states()).toEqual([['sent', 1]])
      world.pass(29 * 24 * 3600)
      await forgetMails(domain)
      expect(await states()).toEqual([['sent', 1]])
      world.pass(24 * 3600)
      await forgetMails(domain)
      expect(await states()).toEqual([])
    })

    test('one that is not taken now is tried again, ever more rarely, and its writer is told in the end', async () => {
      await write()
      for (const pause of PAUSES) {
        answers.push(new Error('450 later'))
        await deliverMails(domain)
        world.pass(pause - 1)
        await deliverMails(domain)
        expect(answers).toEqual([])
        world.pass(1)
      }
      expect(await states()).toEqual([['waiting', PAUSES.length]])
      answers.push(new Error('450 later'))
      await deliverMails(domain)
      expect(await states()).toEqual([['failed', PAUSES.length + 1]])
      expect((await listMails(domain, SYSTEM))[0]!.error).toBe('450 later')
      expect(await listNotifications(domain, 'alice')).toMatchObject([
        { kind: 'mail-failed', facts: { to: 'bob@example.org', item: 'a.txt' } },
      ])
      expect(taken).toEqual([])
    })

    test('one that can never be taken is not tried again, unless an administrator wishes', async () => {
      const { id } = await write()
      answers.push(new Undeliverable('550 nobody'))
      await deliverMails(domain)
      expect(await states()).toEqual([['failed', 1]])
      await expect(retryMail(domain, alice, id)).rejects.toMatchObject(refusal('not-permitted'))
      await retryMail(domain, SYSTEM, id)
      await deliverMails(domain)
      expect(await states()).toEqual([['sent', 1]])
      await expect(retryMail(domain, SYSTEM, id)).rejects.toMatchObject(refusal('not-found', 'mail-missing'))
    })

    test('while the server is away the others wait untried', async () => {
      for (const name of ['one', 'two', 'three']) await write(`${name}@example.org`)
      answers.push(new PostmanAway('nobody there'))
      await deliverMails(domain)
      expect((await states()).toSorted()).toEqual([
        ['waiting', 0],
        ['waiting', 0],
        ['waiting', 1],
      ])
      world.pass(60)
      await deliverMails(domain)
      expect(taken).toHaveLength(3)
    })

    test('a letter whose bearer died is delivered by another, after a while', async () => {
      await write()
      const { promise: never } = Promise.withResolvers<void>()
      const died = { ...domain, postman: { deliver: () => never, close: async () => {} } }
      void deliverMails(died)
      await expect.poll(states, { timeout: 20_000 }).toEqual([['waiting', 1]])
      await deliverMails(domain)
      expect(taken).toEqual([])
      world.pass(10 * 60)
      await deliverMails(domain)
      expect(taken).toHaveLength(1)
    })

    test('without a mail server letters are kept, and can be sent once there is one', async () => {
      const { id, state } = await write('bob@example.org', undefined, world.domain)
      expect(state).toBe('kept')
      await deliverMails(world.domain)
      await deliverMails(domain)
      expect(taken).toEqual([])
      await expect(retryMail(world.domain, SYSTEM, id)).rejects.toMatchObject(refusal('unavailable'))
      await retryMail(domain, SYSTEM, id)
      await deliverMails(domain)
      expect(taken).toHaveLength(1)
    })

    test('what is no address is refused, and one person cannot fill the queue', async () => {
      for (const bad of [
        '',
        'bob',
        'bob@',
        '@example.org',
        'a@b, c@d',
        'a@b\r\nBcc: c@d',
        `${'x'.repeat(65)}@b.fr`,
      ])
        await expect(write(bad), bad).rejects.toMatchObject(refusal('bad-request', 'mail-address'))
      expect(await states()).toEqual([])
      await domain.records.write([], async () => {})
      for (let i = 0; i < 500; i++) await write(`p${i}@example.org`)
      await expect(write()).rejects.toMatchObject(refusal('too-many', 'too-many-letters'))
    })

    test('a colleague is written to in their language; somebody without an address is not', async () => {
      await world.person('bob')
      const share = await shared(0, 'bob')
      const mail = () => domain.records.write([], (writer) => mailShare(writer, domain, share, 'alice'))
      expect(await mail()).toBeUndefined()
      await domain.records.write([], (writer) =>
        writer.run("UPDATE person SET email = 'bob@example.org', language = 'en' WHERE id = 'bob'"),
      )
      expect(await mail()).toBe('waiting')
      expect(await mailsOfShare(domain, share)).toMatchObject([
        { to: 'bob@example.org', language: 'en', kind: 'share', facts: { item: 'a.txt', note: 'Hello' } },
      ])
    })

    test('a link goes to the address it was made for, or to the one that is named', async () => {
      const own = await shared(4, 'parent@example.org')
      await domain.records.write([], async (writer) => {
        expect(await mailShare(writer, domain, own, 'alice')).toBe('waiting')
      })
      await deliverMails(domain)
      expect(taken).toMatchObject([{ to: 'parent@example.org', kind: 'link', facts: { token: 'token' } }])
    })

    test('what is taken back or has ended is not announced any more', async () => {
      const share = await shared(4, 'parent@example.org', { expires: world.now() + 60 })
      await write('bob@example.org', share)
      await write('bob@example.org', share + 1)
      world.pass(60)
      await deliverMails(domain)
      expect(taken).toEqual([])
      expect(await states()).toEqual([])
    })

    test('only administrators see everybody’s letters', async () => {
      await expect(listMails(domain, alice)).rejects.toMatchObject(refusal('not-permitted'))
    })
  })
}
