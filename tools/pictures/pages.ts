import type { Page } from 'playwright-core'
import { addAcademy } from '../../server/src/domain/academies/change.ts'
import { changePerson } from '../../server/src/domain/accounts/people/change.ts'
import { addTile } from '../../server/src/domain/portal/change.ts'
import { createShare } from '../../server/src/domain/shares/create.ts'
import { LINK } from '../../server/src/domain/shares/share.ts'
import { SYSTEM } from '../../server/src/vocabulary/actor.ts'
import type { App } from '../../test/browser/web/pages/open-app.ts'
import { idOf } from './furnish.ts'
import type { Screen } from './screens.ts'

const at = (path: string) => (): string => path

async function tokenOf(app: App, name: string): Promise<string> {
  const row = await app.school.domain.records.get<{ token: string }>(
    `SELECT l.token FROM link l JOIN share s ON s.id = l.share JOIN node n ON n.id = s.node
      WHERE n.name = ? ORDER BY l.share LIMIT 1`,
    name,
  )
  if (row === undefined) throw new Error(`${name} has no link`)
  return row.token
}

const link = (name: string) => async (app: App) => `/s/${await tokenOf(app, name)}`

/** Of what has no link yet, with a password on it. */
async function lockedLink(app: App): Promise<string> {
  const node = await idOf(app, 'Devoirs')
  const teacher = { kind: 'member', person: app.people.teacher.id, admin: false } as const
  const wish = { node, kind: LINK, password: 'cerise-lampe-wagon-nuit' }
  await createShare(app.school.domain, teacher, wish).catch(() => {})
  return await link('Devoirs')(app)
}

async function handIn(page: Page): Promise<void> {
  await page.locator('input[name=name]').fill('Lina Moreau')
  await page.locator('input[type=file]').setInputFiles({
    ...{ name: 'Les marées.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') },
  })
  await page.locator('main button[type=submit]').first().click()
  await page.waitForURL(/receipt/)
  await page.waitForLoadState('networkidle')
}

let isSettled = false

/** What an academy offers; from then on the sign-in asks for one’s academy. */
async function settlePortal(app: App): Promise<string> {
  if (!isSettled) {
    isSettled = true
    const { domain } = app.school
    await addAcademy(domain, SYSTEM, 'dijon', {
      ...{ name: 'Académie de Dijon', region: 'Bourgogne-Franche-Comté' },
      brand: {
        ...{ accent: '#7a1f5c', line: 'Le Nuage des personnels de l’académie' },
        help: 'https://aide.example.org/',
      },
    })
    await addAcademy(domain, SYSTEM, 'lyon', { name: 'Académie de Lyon', region: 'Auvergne-Rhône-Alpes' })
    for (const [id, name, line] of [
      ['evento', 'Evento', 'Trouver une date à plusieurs, sans échanger dix courriels'],
      ['filesender', 'FileSender', 'Envoyer des fichiers très lourds'],
      ['visio', 'Visio-Agents', ''],
    ] as const)
      await addTile(domain, SYSTEM, 'dijon', { id, name, line, address: `https://${id}.example.org/` })
    await changePerson(domain, SYSTEM, app.people.teacher.id, { academy: 'dijon' })
  }
  return '/portal'
}

const STRANGERS: readonly Screen[] = [
  { name: 'page-sign-in', path: at('/login'), signedIn: false },
  { name: 'page-forgotten', path: at('/forgotten'), signedIn: false },
  { name: 'page-link-folder', path: link('Photos'), signedIn: false },
  { name: 'page-link-file', path: link('Emploi du temps (provisoire).pdf'), signedIn: false },
  { name: 'page-link-locked', path: lockedLink, signedIn: false },
  { name: 'page-link-ended', path: at('/s/aaaaaaaaaaaaaaa'), signedIn: false },
  { name: 'page-poster', path: async (app) => `${await link('Photos')(app)}/poster` },
  { name: 'page-box', path: link('Exposés de 5e B'), signedIn: false },
  { name: 'page-receipt', path: link('Exposés de 5e B'), signedIn: false, act: handIn },
]

const MEMBERS: readonly Screen[] = [
  { name: 'page-home', path: at('/?plain=1') },
  { name: 'page-security', path: at('/settings/security') },
  { name: 'page-device', path: at('/settings/devices/new') },
  { name: 'page-phone', path: at('/settings/devices/phone') },
  { name: 'page-password', path: at('/account/password') },
  { name: 'page-profile', path: at('/account/profile') },
  { name: 'page-not-found', path: at('/nowhere') },
]

const OF_ACADEMIES: readonly Screen[] = [
  { name: 'page-portal', path: settlePortal },
  {
    name: 'page-proposals',
    path: async (app) => (await settlePortal(app)) && '/account/profile',
    async act(page) {
      await page.locator('[name=region]').hover()
      await page.locator('[name=region]').focus()
    },
  },
  {
    name: 'page-academies',
    path: async (app) => (await settlePortal(app)) && '/login',
    signedIn: false,
  },
]

/** Pages without the app. The last ones change the first: the sign-in of a school with academies is another. */
export const PAGES: readonly Screen[] = [...STRANGERS, ...MEMBERS, ...OF_ACADEMIES]
