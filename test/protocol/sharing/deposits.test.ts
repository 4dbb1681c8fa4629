import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Inhabitant, openTestHouse, type TestHouse } from '../../house.ts'
import { openBox, sendForm, type TestBox } from './box-rig.ts'

const PUPILS = 200
const ALICE = { id: 'alice', name: 'Alice', password: 'un mot de passe long' }
const SCRIPT = { 'x-requested-with': 'XMLHttpRequest' }

let house: TestHouse
let alice: Inhabitant
let box: TestBox
beforeAll(async () => {
  house = await openTestHouse({ settings: { NUAGE_THROTTLE: 'on' } })
  alice = await house.person(ALICE)
  box = await openBox(house, 'alice', 'Rendus')
}, 120_000)
afterAll(() => house?.close())

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const nameOf = (pupil: number): string => `Pupil ${pupil}`
const work = (pupil: number): Buffer => Buffer.alloc(20_000 + pupil, `copy of ${pupil}, `)

/** Whoever is told to come again comes again, as the page's script does. */
async function answered(status: number, ask: () => Promise<Response>): Promise<Response> {
  for (let tries = 0; ; tries++) {
    const answer = await ask()
    if (answer.status === status) return answer
    const text = await answer.text()
    if (answer.status !== 503 || tries === 100) throw new Error(`${answer.status}: ${text.slice(0, 300)}`)
  }
}

/** @returns where the receipt is. */
async function byForm(pupil: number): Promise<string> {
  const files = [{ name: 'copie.txt', bytes: work(pupil) }]
  const sent = await answered(303, () => sendForm(house.url, box.token, nameOf(pupil), files))
  return sent.headers.get('location')!
}

async function inPieces(pupil: number): Promise<string> {
  const bytes = work(pupil)
  const said = { name: nameOf(pupil), files: [{ path: 'copie.txt', size: bytes.length }] }
  const ask = (what: string, body: object) =>
    fetch(`${house.url}/s/${box.token}/deposit/${what}`, {
      ...{ method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
    })
  const begun = await answered(201, () => ask('begin', said))
  const { ticket, uploads } = (await begun.json()) as { ticket: string; uploads: string[] }
  const address = `${house.url}/public.php/dav/uploads/${box.token}/${uploads[0]}`
  await answered(201, () => fetch(address, { method: 'MKCOL', headers: SCRIPT }))
  for (const [i, piece] of [bytes.subarray(0, 12_000), bytes.subarray(12_000)].entries()) {
    const body = new Uint8Array(piece)
    await answered(201, () => fetch(`${address}/0000${i + 1}`, { method: 'PUT', headers: SCRIPT, body }))
  }
  const finished = await answered(200, () => ask('finish', { ...said, ticket }))
  return ((await finished.json()) as { receipt: string }).receipt
}

async function byClient(pupil: number): Promise<undefined> {
  const headers = { ...SCRIPT, 'x-nc-nickname': encodeURIComponent(nameOf(pupil)) }
  const address = `${house.url}/public.php/dav/files/${box.token}/copie.txt`
  await answered(201, () => fetch(address, { method: 'PUT', headers, body: new Uint8Array(work(pupil)) }))
}

const WAYS = [byForm, inPieces, byForm, byClient]

test('two hundred who hand in at one moment are all taken, and every receipt is true', {
  timeout: 600_000,
}, async () => {
  const pupils = Array.from({ length: PUPILS }, (_, pupil) => pupil)
  const receipts = await Promise.all(pupils.map((pupil) => WAYS[pupil % WAYS.length]!(pupil)))
  for (const [pupil, receipt] of receipts.entries()) {
    const path = `/remote.php/dav/files/alice/Rendus/${encodeURIComponent(nameOf(pupil))}/copie.txt`
    expect(sha256((await alice.client.dav('GET', path)).body)).toBe(sha256(work(pupil)))
    if (receipt === undefined) continue
    const page = await (await answered(200, () => fetch(new URL(receipt, house.url)))).text()
    expect(page).toContain(sha256(work(pupil)))
    expect(page).toContain(nameOf(pupil))
  }
  const deposits = await house.domain.records.read((reader) =>
    reader.all<{ name: string }>('SELECT name FROM deposit WHERE share = ?', box.share),
  )
  expect(deposits.map(({ name }) => name).sort()).toEqual(pupils.map(nameOf).sort())
})
