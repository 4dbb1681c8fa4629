import type { Page } from 'playwright-core'
import type { App } from '../../test/browser/web/pages/open-app.ts'
import { idOf } from './furnish.ts'

/** A screen or a state of one, and the way there; words are those of both languages. */
export interface Screen {
  readonly name: string
  path(app: App): string | Promise<string>
  /** What is done before the picture is taken. */
  act?(page: Page): Promise<void>
  readonly newcomer?: true
  readonly signedIn?: false
}

const at = (path: string) => (): string => path
const press = (key: string) => (page: Page) => page.keyboard.press(key)
const button = (page: Page, name: RegExp) => page.getByRole('button', { name }).first()

async function openMenu(page: Page): Promise<void> {
  await page.getByRole('row').nth(1).getByRole('button').last().click()
  await page.getByRole('menu').waitFor()
}

/** Whole folder names, so that a path can be made of them. */
const folder =
  (name: string, search = '') =>
  async (app: App): Promise<string> =>
    `/files/${await idOf(app, name)}?sort=name${search}`

const panel = (which: string, name: string, inside: string) => async (app: App) =>
  `/files/${await idOf(app, inside)}?sort=name&panel=${which}&item=${await idOf(app, name)}`

async function deposit(page: Page, names: readonly string[]): Promise<void> {
  await button(page, /^(?:Ajouter|Add)$/).click()
  const asked = page.waitForEvent('filechooser')
  await page.getByRole('menuitem').first().click()
  const files = names.map((name) => ({ name, mimeType: 'text/plain', buffer: Buffer.alloc(40_000, name) }))
  await (await asked).setFiles(files)
}

/** Each look deposits its own, since what is there already is asked about. */
let deposits = 0

const FILES: readonly Screen[] = [
  { name: 'files', path: at('/files') },
  { name: 'files-create', path: at('/files'), act: (page) => button(page, /^(?:Ajouter|Add)$/).click() },
  { name: 'folder', path: folder('5e B') },
  { name: 'tiles', path: folder('5e B', '&view=grid') },
  { name: 'empty', path: folder('Conseil pédagogique') },
  { name: 'not-here', path: at('/files/987654') },
  { name: 'row-menu', path: folder('5e B'), act: openMenu },
  {
    name: 'selected',
    path: folder('5e B'),
    async act(page) {
      await page.getByRole('row').first().focus()
      await page.keyboard.press('Control+a')
    },
  },
  {
    name: 'rename',
    path: folder('5e B'),
    async act(page) {
      await page
        .getByRole('row')
        .nth(2)
        .click({ position: { x: 200, y: 8 } })
      await page.keyboard.press('F2')
      await page.getByRole('main').getByRole('textbox').waitFor()
    },
  },
  {
    name: 'move',
    path: folder('5e B'),
    async act(page) {
      await openMenu(page)
      await page.getByRole('menuitem', { name: /^(?:Déplacer|Move)/ }).click()
      await page.getByRole('dialog').getByRole('row').first().waitFor()
    },
  },
  {
    name: 'deposits',
    path: folder('Photos'),
    async act(page) {
      const round = ++deposits
      await deposit(page, [
        `Chorale ${round}.txt`,
        `Sortie au musée ${round}.txt`,
        `Remerciements ${round}.txt`,
      ])
      await page
        .getByText(/3 (?:fichiers déposés|files uploaded)/)
        .first()
        .waitFor()
    },
  },
  {
    name: 'clash',
    path: folder('5e B'),
    async act(page) {
      await deposit(page, ['Le jardin.txt', 'Lisez-moi.md'])
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'undo',
    path: folder('Photos'),
    async act(page) {
      await page
        .getByRole('row')
        .last()
        .click({ position: { x: 200, y: 8 } })
      await page.keyboard.press('Delete')
      await page
        .getByRole('button', { name: /^(?:Annuler|Undo)/ })
        .first()
        .waitFor()
    },
  },
]

const PANELS: readonly Screen[] = [
  ...['details', 'sharing', 'comments', 'versions', 'activity'].map((which) => ({
    name: `panel-${which}`,
    path:
      which === 'versions'
        ? panel(which, 'Lisez-moi.md', '5e B')
        : panel(which, 'Emploi du temps (provisoire).pdf', '5e B'),
  })),
  {
    name: 'people',
    path: panel('sharing', 'Devoirs', '5e B'),
    async act(page) {
      await page.getByRole('tabpanel').getByRole('combobox').fill('Golo')
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'link-menu',
    path: panel('sharing', 'Emploi du temps (provisoire).pdf', '5e B'),
    async act(page) {
      await button(page, /^(?:Réglages du lien|Settings of link|Settings of the link|Link settings)/).click()
      await page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'link-code',
    path: panel('sharing', 'Emploi du temps (provisoire).pdf', '5e B'),
    async act(page) {
      await button(page, /^(?:Réglages du lien|Settings of link|Settings of the link|Link settings)/).click()
      await page.getByRole('menuitem', { name: /QR/ }).click()
      await page.getByRole('dialog').getByRole('img').first().waitFor()
    },
  },
]

const VIEWS: readonly Screen[] = [
  {
    name: 'viewer',
    path: async (app) => `/files/${await idOf(app, '5e B')}/view/${await idOf(app, 'Lisez-moi.md')}`,
    act: (page) => page.getByRole('heading', { name: 'Classe de 5e B' }).waitFor(),
  },
  {
    name: 'editor',
    path: async (app) => `/files/${await idOf(app, '5e B')}/view/${await idOf(app, 'Lisez-moi.md')}`,
    async act(page) {
      await button(page, /^(?:Modifier|Edit)$/).click()
      await page.locator('.cm-content').waitFor()
    },
  },
  {
    name: 'image',
    path: async (app) =>
      `/files/${await idOf(app, 'Sortie à la ferme')}/view/${await idOf(app, 'Le jardin.jpg')}`,
  },
  {
    name: 'pdf',
    path: async (app) =>
      `/files/${await idOf(app, '5e B')}/view/${await idOf(app, 'Emploi du temps (provisoire).pdf')}`,
    act: (page) => page.locator('canvas').first().waitFor(),
  },
]

const PLACES: readonly Screen[] = [
  ...['recent', 'favourites', 'shared', 'trash', 'links', 'boxes', 'tags', 'space', 'activity'].map(
    (name) => ({ name, path: at(`/${name}`) }),
  ),
  { name: 'shared-by-me', path: at('/shared/by-me') },
  { name: 'tag', path: async (app) => `/tags/${await tagOf(app)}` },
  {
    name: 'duplicates',
    path: at('/space'),
    async act(page) {
      await page.getByRole('tab', { name: /double|Duplicates/ }).click()
      await page.getByText('Le jardin.txt').first().waitFor()
    },
  },
  ...[
    { name: 'space-trash', tab: /Corbeille|Trash/ },
    { name: 'space-versions', tab: /Versions|versions/ },
  ].map(({ name, tab }) => ({
    ...{ name, path: at('/space') },
    act: (page: Page) => page.getByRole('tab', { name: tab }).click(),
  })),
  { name: 'search', path: at('/search?q=jardin') },
  {
    name: 'searching',
    path: at('/files'),
    async act(page) {
      await page.getByRole('combobox').first().fill('jard')
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'notifications',
    path: at('/files'),
    async act(page) {
      await button(page, /^Notifications/).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'new-box',
    path: at('/boxes'),
    async act(page) {
      await page.getByRole('main').getByRole('button').first().click()
      await page.getByRole('dialog').waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  {
    name: 'box',
    path: at('/boxes'),
    async act(page) {
      await page.getByRole('link', { name: 'Exposés de 5e B' }).click()
      await page.getByText('Inès Dupont').first().waitFor()
    },
  },
  { name: 'rollback', path: folderPathOf('/rollback/', '5e B') },
  {
    name: 'rollback-preview',
    path: folderPathOf('/rollback/', '5e B'),
    async act(page) {
      await button(page, /juste avant|right before/).click()
      await page
        .getByRole('heading', { level: 2, name: /^(?:Comme c|As it was)/ })
        .first()
        .waitFor()
    },
  },
]

const ACCOUNT: readonly Screen[] = [
  {
    name: 'account-menu',
    path: at('/files'),
    act: (page) => page.getByRole('banner').getByRole('button').last().click(),
  },
  { name: 'tour', path: at('/files'), newcomer: true },
  { name: 'keys', path: at('/files'), act: press('?') },
  { name: 'account', path: at('/account') },
  { name: 'security', path: at('/account/security') },
  {
    name: 'password',
    path: at('/account/security'),
    async act(page) {
      await button(page, /^(?:Changer mon mot de passe|Change my password)/).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'devices', path: at('/account/devices') },
  {
    name: 'phone',
    path: at('/account/devices'),
    async act(page) {
      await button(page, /téléphone|phone/).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'look', path: at('/account/look') },
  { name: 'help', path: at('/help') },
  { name: 'help-page', path: at('/help/partager') },
  {
    name: 'session-ended',
    path: at('/files'),
    async act(page) {
      await page.context().clearCookies()
      await page.getByRole('link', { name: '5e B', exact: true }).click()
      await page.getByRole('alertdialog').or(page.getByRole('dialog')).first().waitFor()
    },
  },
  {
    name: 'offline',
    path: at('/files'),
    async act(page) {
      await page.context().setOffline(true)
      await page
        .getByText(/^(?:Hors ligne|Offline)/)
        .first()
        .waitFor()
    },
  },
]

function folderPathOf(start: string, name: string) {
  return async (app: App): Promise<string> => `${start}${await idOf(app, name)}`
}

async function tagOf(app: App): Promise<number> {
  return (await app.school.domain.records.get<{ id: number }>('SELECT max(id) AS id FROM tag'))!.id
}

export const SCREENS: readonly Screen[] = [...FILES, ...PANELS, ...VIEWS, ...PLACES, ...ACCOUNT]
