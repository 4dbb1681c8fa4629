import { afterAll, beforeAll, expect, test } from 'vitest'
import { addAcademy } from '../../../server/src/domain/academies/change.ts'
import { addPerson } from '../../../server/src/domain/accounts/people/add.ts'
import { setSetting } from '../../../server/src/domain/settings/set.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { openTestHouse, type TestHouse } from '../../house.ts'
import { PlainBrowser } from '../../rigs/plain-browser.ts'
import { whoIs } from './ground.ts'
import { MAIL, posted } from './letters.ts'

let house: TestHouse
const PASSWORD = 'trois petits nuages gris'

beforeAll(async () => {
  house = await openTestHouse({ settings: MAIL })
  await addAcademy(house.domain, SYSTEM, 'dijon', {
    ...{ name: 'Académie de Dijon', domains: [{ domain: 'ac-dijon.fr', signUp: true }] },
  })
  await house.person({ id: 'known', email: 'known@ac-dijon.fr', password: PASSWORD })
  await addPerson(house.domain, SYSTEM, { id: 'federated', email: 'federated@ac-dijon.fr' })
})
afterAll(() => house?.close())

async function asked(path: string, address: string): Promise<PlainBrowser> {
  const browser = new PlainBrowser()
  await browser.open(`${house.url}${path}`)
  await browser.submit({ address })
  return browser
}

/** All that is answered, but what says the time and what is chance. */
function seen(browser: PlainBrowser, address: string) {
  const headers = [...browser.headers].filter(([name]) => !['date', 'x-request-id'].includes(name))
  const plain = (text: string) => text.replaceAll(address, 'ADDRESS').replace(/[0-9a-f]{64}/g, 'TOKEN')
  const same = headers.map(([name, value]) => [name, name === 'content-length' ? '' : plain(value)])
  return { status: browser.status, headers: same, page: plain(browser.page) }
}

const ADDRESSES = ['somebody@ac-dijon.fr', 'known@ac-dijon.fr', 'federated@ac-dijon.fr', 'x@nowhere.example']

test.each(['/signup', '/forgotten'])('%s answers everybody byte for byte alike', async (path) => {
  const answers = []
  for (const address of ADDRESSES) answers.push(seen(await asked(path, address), address))
  expect(answers[0]!.status).toBe(200)
  expect(answers[0]!.page).toContain('ADDRESS')
  for (const answer of answers) expect(answer).toEqual(answers[0])
  const letters = (await posted(house)).map(({ to, subject }) => [to, subject])
  expect(letters).toEqual(
    path === '/signup'
      ? [
          ['somebody@ac-dijon.fr', 'Ouvrez votre compte Nuage'],
          ['known@ac-dijon.fr', 'Vous avez déjà un compte Nuage'],
          ['federated@ac-dijon.fr', 'Vous avez déjà un compte Nuage'],
        ]
      : [
          ['known@ac-dijon.fr', 'Choisissez un nouveau mot de passe'],
          ['federated@ac-dijon.fr', 'Comment vous connecter à Nuage'],
        ],
  )
})

test('from the sign-in page to an account: the link waits for its button', async () => {
  const browser = new PlainBrowser()
  await browser.open(`${house.url}/login`)
  expect(browser.page).toContain('href="/signup">Créer un compte avec une adresse académique</a>')
  await browser.open(`${house.url}/signup`)
  await browser.submit({ address: 'Lea.Petit@AC-dijon.fr' })
  expect(browser.page).toContain('Si cette adresse peut ouvrir un compte, un message vient de partir.')
  const [letter] = await posted(house)
  expect(letter).toMatchObject({ to: 'Lea.Petit@ac-dijon.fr' })
  for (const method of ['GET', 'HEAD', 'GET'])
    expect((await fetch(letter!.link, { method })).status).toBe(200)
  const other = new PlainBrowser()
  await other.open(letter!.link)
  expect(other.page).toContain('Confirmer mon adresse')
  expect(other.headers.get('referrer-policy')).toBe('no-referrer')
  await other.open(letter!.link, new URLSearchParams({ requesttoken: 'forged' }))
  expect(other.status).toBe(403)
  await other.submit({ requesttoken: /name="requesttoken" value="([^"]*)"/.exec(other.page)![1]! })
  expect(new URL(other.url).pathname).toBe('/signup/account')
  expect(other.page).toContain('Votre adresse Lea.Petit@ac-dijon.fr est confirmée.')
  await other.submit({ name: 'Léa <Petit>', password: 'court' })
  expect([other.status, other.page]).toEqual([400, expect.stringContaining('au moins 10 caractères')])
  expect(other.page).toContain('value="Léa &lt;Petit&gt;"')
  await other.submit({ name: 'Léa Petit', password: PASSWORD })
  expect(await whoIs(house, other)).toBe('Léa Petit')
  const late = new PlainBrowser()
  await late.open(letter!.link)
  expect([late.status, late.page]).toEqual([404, expect.stringContaining('Ce lien n’ouvre plus rien')])
  await late.open(`${house.url}/signup/account`)
  expect(late.status).toBe(404)
})

test('what was confirmed serves one account, however often the form is sent', async () => {
  await asked('/signup', 'twice@ac-dijon.fr')
  const [letter] = await posted(house)
  const browser = new PlainBrowser()
  await browser.open(letter!.link)
  await browser.submit({ requesttoken: /name="requesttoken" value="([^"]*)"/.exec(browser.page)![1]! })
  const kept = new Map(browser.cookies(house.url))
  await browser.submit({ name: 'Une', password: PASSWORD })
  expect(await whoIs(house, browser)).toBe('Une')
  const again = new PlainBrowser()
  for (const [name, value] of kept) again.cookies(house.url).set(name, value)
  await again.open(`${house.url}/signup/account`)
  await again.submit({ name: 'Deux', password: PASSWORD })
  expect([again.status, again.page]).toEqual([410, expect.stringContaining('Votre compte existe déjà')])
  for (const [name, value] of kept) again.cookies(house.url).set(name, value.slice(0, -4))
  await again.open(`${house.url}/signup/account`)
  expect(again.status).toBe(404)
})

test('what is no address is told in the form, and in one’s own language', async () => {
  for (const path of ['/signup', '/forgotten']) {
    const browser = await asked(path, 'no address')
    expect([browser.status, browser.page]).toEqual([
      400,
      expect.stringContaining('Ceci n’est pas une adresse électronique.'),
    ])
    await browser.open(`${house.url}${path}?lang=en`)
    await browser.submit({ address: 'somebody2@ac-dijon.fr' })
    expect(browser.page).toContain('a message has just left.')
  }
  const letters = await posted(house)
  expect(letters.map(({ subject }) => subject)).toEqual(['Open your Nuage account'])
})

test('a forgotten password: the second factor is asked for all the same', async () => {
  await house.person({ id: 'forgets', email: 'forgets@ac-dijon.fr', password: PASSWORD })
  const browser = new PlainBrowser()
  await browser.open(`${house.url}/login?local=1`)
  expect(browser.page).toContain('href="/forgotten">Mot de passe oublié\u00a0?</a>')
  await browser.submit({ user: 'forgets', password: PASSWORD })
  expect(await whoIs(house, browser)).toBe('forgets')
  await asked('/forgotten', 'forgets@ac-dijon.fr')
  const [letter] = await posted(house)
  await setSetting(
    house.domain,
    SYSTEM,
    { scope: 'person', subject: 'forgets' },
    'security.second-factor',
    'required',
  )
  const other = new PlainBrowser()
  await other.open(letter!.link)
  await other.submit({ requesttoken: /name="requesttoken" value="([^"]*)"/.exec(other.page)![1]! })
  expect(new URL(other.url).pathname).toBe('/forgotten/password')
  expect(other.page).toContain('Pour le compte «\u00a0forgets\u00a0».')
  await other.submit({ password: 'motdepasse1234' })
  expect(other.status).toBe(400)
  await other.submit({ password: 'quatre nuages tout blancs' })
  expect(new URL(other.url).pathname).toBe('/login/second')
  expect(await whoIs(house, browser)).toBeUndefined()
  expect((await posted(house)).map(({ subject }) => subject)).toEqual(['La sécurité de votre compte Nuage'])
  await other.open(`${house.url}/forgotten/password`)
  expect(other.status).toBe(404)
})

test('a new address, and the way back from it', async () => {
  await house.person({ id: 'moves', email: 'moves@ac-dijon.fr', password: PASSWORD })
  const browser = new PlainBrowser()
  await browser.open(`${house.url}/login?local=1&redirect_url=/settings/security`)
  await browser.submit({ user: 'moves', password: PASSWORD })
  expect(browser.page).toContain('href="/settings/security/email">Changer d’adresse</a>')
  await browser.open(`${house.url}/settings/security/email`)
  await browser.submit({ address: 'known@ac-dijon.fr' })
  const taken = seen(browser, 'known@ac-dijon.fr')
  await browser.open(`${house.url}/settings/security/email`)
  await browser.submit({ address: 'moved@elsewhere.example' })
  const free = seen(browser, 'moved@elsewhere.example')
  expect(free).toEqual(taken)
  const letters = await posted(house)
  expect(letters.map(({ to, subject }) => [to, subject])).toEqual([
    ['known@ac-dijon.fr', 'Votre adresse reste la vôtre'],
    ['moved@elsewhere.example', 'Confirmez votre nouvelle adresse'],
  ])
  const mailbox = new PlainBrowser()
  await mailbox.open(letters[1]!.link)
  await mailbox.submit({ requesttoken: /name="requesttoken" value="([^"]*)"/.exec(mailbox.page)![1]! })
  expect(mailbox.page).toContain('moved@elsewhere.example est désormais l’adresse de votre compte.')
  const [back] = await posted(house)
  expect(back).toMatchObject({ to: 'moves@ac-dijon.fr', subject: 'L’adresse de votre compte a changé' })
  await mailbox.open(back!.link)
  expect(mailbox.page).toContain('moves@ac-dijon.fr redeviendra l’adresse de votre compte.')
  await mailbox.submit({ requesttoken: /name="requesttoken" value="([^"]*)"/.exec(mailbox.page)![1]! })
  expect(mailbox.page).toContain('Vous avez repris votre adresse')
  expect(await whoIs(house, browser)).toBeUndefined()
  await mailbox.open(back!.link)
  expect(mailbox.status).toBe(404)
})

test('an address that a provider says is not changed here, and no client changes one by the way', async () => {
  const { client } = await house.person({ id: 'bare', email: 'bare@ac-dijon.fr', password: PASSWORD })
  const answer = await client.send({
    ...{ method: 'PUT', path: '/ocs/v2.php/cloud/users/bare?key=email&value=thief@elsewhere.example' },
    headers: { 'OCS-APIRequest': 'true' },
  })
  expect(answer.status).toBe(403)
  expect(answer.text).not.toContain('thief')
})

test('without letters, or where it is not wished, nothing of it is offered', async () => {
  const mute = await openTestHouse()
  try {
    await addAcademy(mute.domain, SYSTEM, 'dijon', {
      ...{ name: 'Académie de Dijon', domains: [{ domain: 'ac-dijon.fr', signUp: true }] },
    })
    const browser = new PlainBrowser()
    await browser.open(`${mute.url}/login?local=1`)
    expect(browser.page).not.toMatch(/signup|forgotten/)
    expect(browser.page).toContain('peut vous en donner un nouveau')
    for (const path of ['/signup', '/forgotten']) {
      await browser.open(`${mute.url}${path}`)
      expect(browser.status).toBe(404)
      await browser.open(`${mute.url}${path}`, new URLSearchParams({ address: 'known@ac-dijon.fr' }))
      expect(browser.status).toBe(404)
    }
  } finally {
    await mute.close()
  }
})
