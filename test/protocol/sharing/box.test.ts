import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeBox } from '../../../server/src/domain/boxes/change.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { type Inhabitant, openTestHouse, type TestHouse } from '../../house.ts'
import { openBox, sendForm, type TestBox } from './box-rig.ts'

const ALICE = { id: 'alice', name: 'Alice', password: 'un mot de passe long' }
const FRENCH = { 'accept-language': 'fr' }

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const file = (name: string, text = name) => ({ name, bytes: Buffer.from(text) })

describe('the pages of a collection box', () => {
  let house: TestHouse
  let alice: Inhabitant
  let box: TestBox

  beforeAll(async () => {
    house = await openTestHouse()
    alice = await house.person(ALICE)
    box = await openBox(house, 'alice', 'Maths', { instructions: 'Exercice <b>4</b>' })
  })
  afterAll(() => house?.close())

  const page = async (path: string, at = box): Promise<Response> =>
    await fetch(`${house.url}/s/${at.token}${path}`, { headers: FRENCH, redirect: 'manual' })
  const textOf = async (path: string, at = box): Promise<string> => await (await page(path, at)).text()

  async function receiptOf(answer: Response): Promise<string> {
    expect(answer.status).toBe(303)
    const shown = await fetch(new URL(answer.headers.get('location')!, house.url), { headers: FRENCH })
    expect(shown.status).toBe(200)
    return await shown.text()
  }

  test('show what it is for, and nothing of what lies in it', async () => {
    await sendForm(house.url, box.token, 'Secret Depositor', [file('secret-name.pdf')])
    const answer = await page('')
    const text = await answer.text()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(text).toContain('Casier de collecte de Alice')
    expect(text).not.toContain('Maths')
    expect(text).toContain('Exercice &lt;b&gt;4&lt;/b&gt;')
    expect(text).not.toMatch(/Secret Depositor|secret-name|\b1 dépôt/)
    expect(Buffer.byteLength(text)).toBeLessThan(60 * 1024)
    for (const what of ['/download', '/view', '/preview', '?path=/Secret%20Depositor'])
      expect(await textOf(what)).not.toContain('secret-name')
  })

  test('take a name and files, and end on a receipt that is found again by its code', async () => {
    const bytes = Buffer.alloc(300_000, 'octets ')
    const answer = await sendForm(house.url, box.token, 'Léa', [{ name: 'Élève.pdf', bytes }, file('b.txt')])
    const receipt = await receiptOf(answer)
    const [code] = /[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{5}/.exec(receipt)!
    for (const text of ['Léa', 'Élève.pdf', 'b.txt', sha256(bytes)]) expect(receipt).toContain(text)
    const stored = await alice.client.dav(
      'GET',
      `/remote.php/dav/files/alice/Maths/L%C3%A9a/%C3%89l%C3%A8ve.pdf`,
    )
    expect(sha256(stored.body)).toBe(sha256(bytes))
    const check = (typed: string, at = box) =>
      fetch(`${house.url}/s/${at.token}/receipt`, {
        ...{ method: 'POST', headers: FRENCH },
        body: new URLSearchParams({ code: typed }),
      })
    const found = await check(code!.toLowerCase())
    expect(found.status).toBe(200)
    expect(await found.text()).toContain(sha256(bytes))
    for (const wrong of ['', 'ABCD', code!.slice(0, -1), `${code}A`, '2222-2222-22222'])
      expect((await check(wrong)).status).toBe(404)
    const other = await openBox(house, 'alice', 'Autre')
    expect((await check(code!, other)).status).toBe(404)
  })

  test('say what is wrong, and keep nothing then', async () => {
    const limited = await openBox(house, 'alice', 'Limites', { mostFiles: 2, mostBytes: 20, types: 'pdf' })
    const refused = async (name: string, files: ReturnType<typeof file>[], words: RegExp) => {
      const answer = await sendForm(house.url, limited.token, name, files, { ...FRENCH, accept: 'text/html' })
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(504)
      expect(await answer.text()).toMatch(words)
    }
    const pdf = '%PDF-1.7'
    await refused('', [file('a.pdf', pdf)], /Indiquez votre nom/)
    await refused('.caché', [file('a.pdf', pdf)], /ne peut pas être accepté/)
    await refused('Tom', [], /Choisissez au moins un fichier/)
    await refused('Tom', [file('a.pdf', pdf), file('b.pdf', pdf), file('c.pdf', pdf)], /plus de 2 fichiers/)
    await refused('Tom', [file('a.pdf', `${pdf}${'x'.repeat(20)}`)], /trop volumineux/)
    await refused('Tom', [file('a.pdf', pdf), file('virus.exe', 'MZ')], /n’est pas d’un type/)
    await refused('Tom', [file('a.pdf', 'MZ')], /ne correspond pas/)
    const [folder] = await alice.client
      .propfind('/remote.php/dav/files/alice/Limites/', ['{DAV:}getetag'], '1')
      .then((lines) => lines.slice(1))
    expect(folder).toBeUndefined()
  })

  test('a line that is cut leaves nothing, and the next try is whole', async () => {
    const cut = await openBox(house, 'alice', 'Coupures')
    const { hostname, port } = new URL(house.url)
    const head = (length: number) =>
      `POST /s/${cut.token}/deposit HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: multipart/form-data; boundary=zz\r\nContent-Length: ${length}\r\n\r\n`
    const name = '--zz\r\nContent-Disposition: form-data; name="name"\r\n\r\nTom\r\n'
    const begun = '--zz\r\nContent-Disposition: form-data; name="files"; filename="a.bin"\r\n\r\n'
    const socket = connect(Number(port), hostname)
    socket.write(`${head(5_000_000)}${name}${begun}`)
    await new Promise<void>((sent) => socket.write(Buffer.alloc(1_000_000, 'x'), () => sent()))
    socket.destroy()
    await receiptOf(await sendForm(house.url, cut.token, 'Tom', [file('a.bin')]))
    const lines = await alice.client.propfind(
      '/remote.php/dav/files/alice/Coupures/Tom/',
      ['{DAV:}getetag'],
      '1',
    )
    expect(lines).toHaveLength(2)
  })

  test('a form from another site is not taken', async () => {
    const answer = await sendForm(house.url, box.token, 'Tom', [file('a.txt')], {
      'sec-fetch-site': 'cross-site',
    })
    expect(answer.status).toBe(403)
  })

  test('forms that are none are refused', async () => {
    const send = (type: string, body: string) =>
      fetch(`${house.url}/s/${box.token}/deposit`, {
        ...{ method: 'POST', body, redirect: 'manual' as const },
        headers: { 'content-type': type },
      })
    for (const [type, body] of [
      ['multipart/form-data', 'x'],
      ['multipart/form-data; boundary=a', 'no boundary'],
      ['multipart/form-data; boundary=a', '--a\r\nContent-Disposition: form-data; name="x"\r\n\r\n'],
      ['application/x-www-form-urlencoded', 'name=Tom'],
    ] as const)
      expect((await send(type, body)).status).toBe(400)
  })

  test('by script in pieces, which go on after a restart of the server', async () => {
    const at = await openBox(house, 'alice', 'Morceaux')
    const json = (what: string, body: unknown) =>
      fetch(`${house.url}/s/${at.token}/deposit/${what}`, {
        ...{
          method: 'POST',
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json', ...FRENCH },
        },
      })
    const bytes = Buffer.alloc(250_000, 'photo ')
    const files = [
      { path: 'photo.jpg', size: bytes.length },
      { path: 'vide.txt', size: 0 },
    ]
    const begun = await json('begin', { name: 'Inès', files })
    expect(begun.status).toBe(201)
    const { ticket, uploads } = (await begun.json()) as { ticket: string; uploads: string[] }
    const address = (name: string) => `/public.php/dav/uploads/${at.token}/${name}`
    const send = (method: string, path: string, body?: Buffer) =>
      house.stranger.dav(method, path, body ? { body } : {})
    expect((await send('MKCOL', address(uploads[0]!))).status).toBe(201)
    expect((await send('PUT', `${address(uploads[0]!)}/00001`, bytes.subarray(0, 100_000))).status).toBe(201)
    house = await house.restart()
    alice = { ...alice, client: house.stranger.as({ user: 'alice', password: ALICE.password }) }
    expect((await json('finish', { ticket, name: 'Inès', files })).status).toBe(400)
    expect((await send('PUT', `${address(uploads[0]!)}/00002`, bytes.subarray(100_000))).status).toBe(201)
    expect((await json('finish', { ticket, name: 'Inès', files })).status).toBe(404)
    expect((await send('MKCOL', address(uploads[1]!))).status).toBe(201)
    const finished = await json('finish', { ticket, name: 'Inès', files })
    expect(finished.status).toBe(200)
    const { receipt } = (await finished.json()) as { receipt: string }
    expect(await (await fetch(new URL(receipt, house.url), { headers: FRENCH })).text()).toContain(
      sha256(bytes),
    )
    // The answer was lost: the same receipt, and nothing twice.
    expect(await (await json('finish', { ticket, name: 'Inès', files })).json()).toEqual({ receipt })
    const lines = await alice.client.propfind(
      '/remote.php/dav/files/alice/Morceaux/In%C3%A8s/',
      ['{DAV:}getetag'],
      '1',
    )
    expect(lines).toHaveLength(3)
    for (const forged of ['', `${ticket}x`, ticket.replace(/\.t\./, '.l.'), ticket.slice(1)])
      expect((await json('finish', { ticket: forged, name: 'Inès', files })).status).toBe(400)
    for (const body of [
      'x',
      [],
      { name: 1 },
      { name: 'T', files: [{}] },
      { name: 'T', files: [{ path: 'a', size: -1 }] },
    ])
      expect((await json('begin', body)).status).toBe(400)
  })

  test('hours are told, and kept', async () => {
    const at = await openBox(house, 'alice', 'Heures')
    const now = Math.floor(house.domain.now() / 1000)
    const set = (settings: Parameters<typeof changeBox>[3]) =>
      changeBox(house.domain, SYSTEM, at.share, settings)
    const status = async () => (await sendForm(house.url, at.token, 'Tom', [file('a.txt')])).status
    await set({ opens: now + 86_400 })
    expect(await textOf('', at)).toMatch(/ouvrira le/)
    expect(await status()).toBe(403)
    await set({ opens: null, closes: now - 60 })
    expect(await textOf('', at)).toMatch(/Ce casier est fermé/)
    expect(await status()).toBe(403)
    await set({ late: 'mark' })
    expect(await textOf('', at)).toMatch(/marqué «\u00a0en retard\u00a0»/)
    expect(await receiptOf(await sendForm(house.url, at.token, 'Tom', [file('a.txt')]))).toContain(
      'En retard',
    )
  })

  test('a password is asked for first, and instructions wait behind it', async () => {
    const at = await openBox(house, 'alice', 'Protégé', {
      password: 'lune verte 42',
      instructions: 'Le sujet',
    })
    const first = await page('', at)
    expect(first.status).toBe(303)
    expect(await textOf(first.headers.get('location')!.replace(/^.*\/s\/[^/]+/, ''), at)).not.toContain(
      'Le sujet',
    )
    const closed = await sendForm(house.url, at.token, 'Tom', [file('a.txt')])
    expect(closed.headers.get('location')).toContain('authenticate')
    const unlocked = await fetch(`${house.url}/s/${at.token}/authenticate/showshare`, {
      ...{ method: 'POST', redirect: 'manual' as const },
      body: new URLSearchParams({ password: 'lune verte 42' }),
    })
    const cookie = unlocked.headers.get('set-cookie')!.split(';')[0]!
    expect(
      (await sendForm(house.url, at.token, 'Tom', [file('a.txt')], { cookie })).headers.get('location'),
    ).toContain('receipt')
  })

  test('what goes with the instructions is saved, and never runs here', async () => {
    const made = await alice.client.dav('PUT', '/remote.php/dav/files/alice/sujet.html', {
      body: '<script>1</script>',
    })
    const node = Number.parseInt(made.header('oc-fileid')!, 10)
    const at = await openBox(house, 'alice', 'Sujets', { attachments: [node] })
    expect(await textOf('', at)).toContain('sujet.html')
    const answer = await page('/attachment/0', at)
    expect(await answer.text()).toBe('<script>1</script>')
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
    expect((await page('/attachment/1', at)).status).toBe(404)
    await alice.client.dav('DELETE', '/remote.php/dav/files/alice/sujet.html')
    expect((await page('/attachment/0', at)).status).toBe(404)
    expect(await textOf('', at)).not.toContain('sujet.html')
  })
})
