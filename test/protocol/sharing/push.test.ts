import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { announceLapsed } from '../../../server/src/domain/shares/lapse.ts'
import { tellChanged } from '../../../server/src/domain/shares/tell.ts'
import { type Inhabitant, openTestHouse, type TestHouse } from '../../house.ts'
import { listenAs, type PushClient } from '../../rigs/push-client.ts'
import { give, nodeNamed } from './leaks/make-thing.ts'

let house: TestHouse
let alice: Inhabitant
let bob: Inhabitant
let carol: Inhabitant
let share: number
const opened: PushClient[] = []
beforeAll(async () => {
  house = await openTestHouse()
  alice = await house.person({ id: 'alice' })
  bob = await house.person({ id: 'bob' })
  carol = await house.person({ id: 'carol' })
  for (const name of ['given', 'other', 'private'])
    await alice.client.dav('MKCOL', `/remote.php/dav/files/alice/${name}`)
  share = (await give(house.domain, 'alice', 'given', { kind: 0, recipient: 'bob' })).share
  await give(house.domain, 'alice', 'other', { kind: 0, recipient: 'carol' })
}, 120_000)
afterEach(() => {
  for (const client of opened.splice(0)) client.socket.terminate()
})
afterAll(() => house?.close())

const put = async (who: Inhabitant, path: string): Promise<number> => {
  await who.client.dav('PUT', `/remote.php/dav/files/${who.id}/${path}`, { body: path })
  return (await nodeNamed(house.domain, path.split('/').at(-1)!)).id
}
async function listen(who: Inhabitant): Promise<PushClient> {
  const client = await listenAs(house.url, who.app)
  opened.push(client)
  client.say('listen notify_file_id')
  // Heard once: from now on changes are told by their numbers.
  const id = await put(who, `hello-${who.id}-${opened.length}-${Date.now()}`)
  await client.heard(new RegExp(`^notify_file_id .*\\b${id}\\b`))
  client.forget()
  return client
}
const change = (text: string, ...values: (string | number)[]) =>
  house.domain.records.write([], async (writer) => {
    await writer.run(text, ...values)
    const node = await writer.get<{ space: number }>("SELECT space FROM node WHERE name = 'given'")
    tellChanged(writer, { space: node!.space })
  })
const filesOf = (client: PushClient): string[] =>
  client.frames.filter((frame) => frame.startsWith('notify_file'))

test('whoever may do something else with what was shared is told', async () => {
  const bobs = await listen(bob)
  await change('UPDATE share SET permissions = 1 WHERE id = ?', share)
  await bobs.heard('notify_file')
})

test('a change is told to those who see it, and its number to nobody else', async () => {
  const [bobs, carols] = [await listen(bob), await listen(carol)]
  const [within, beside, secret] = [
    await put(alice, 'given/within'),
    await put(alice, 'other/beside'),
    await put(alice, 'private/secret'),
  ]
  await bobs.heard(new RegExp(`^notify_file_id .*\\b${within}\\b`))
  await carols.heard(new RegExp(`^notify_file_id .*\\b${beside}\\b`))
  for (const client of [bobs, carols])
    expect(filesOf(client).join()).not.toMatch(new RegExp(`\\b${secret}\\b`))
  expect(filesOf(bobs).join()).not.toMatch(new RegExp(`\\b${beside}\\b`))
  expect(filesOf(carols).join()).not.toMatch(new RegExp(`\\b${within}\\b`))
})

test('the end of a share is told when its time is over', async () => {
  const bobs = await listen(bob)
  const now = Math.floor(Date.now() / 1000)
  await announceLapsed(house.domain)
  await house.domain.records.write([], async (writer) => {
    await writer.run('UPDATE share SET expires = ? WHERE id = ?', now - 50, share)
    await writer.run("UPDATE instance SET value = ? WHERE name = 'shares-lapsed'", String(now - 100))
  })
  await announceLapsed(house.domain)
  await bobs.heard('notify_file')
  bobs.forget()
  const unseen = await put(alice, 'given/unseen')
  const own = await put(bob, 'of-bob')
  await bobs.heard(new RegExp(`^notify_file_id .*\\b${own}\\b`))
  expect(filesOf(bobs).join()).not.toMatch(new RegExp(`\\b${unseen}\\b`))
  await change('UPDATE share SET expires = NULL WHERE id = ?', share)
  await bobs.heard('notify_file')
  bobs.forget()
  const again = await put(alice, 'given/again')
  await bobs.heard(new RegExp(`^notify_file_id .*\\b${again}\\b`))
})

test('what is taken back is heard of no more', async () => {
  const bobs = await listen(bob)
  await change('DELETE FROM share WHERE id = ?', share)
  await bobs.heard('notify_file')
  bobs.forget()
  const unseen = await put(alice, 'given/taken')
  const own = await put(bob, 'still-mine')
  await bobs.heard(new RegExp(`^notify_file_id .*\\b${own}\\b`))
  expect(filesOf(bobs).join()).not.toMatch(new RegExp(`\\b${unseen}\\b`))
})
