import { setTimeout } from 'node:timers/promises'
import { copy } from '../../server/src/domain/files/copy.ts'
import { NO_HOLD } from '../../server/src/domain/locks/lock.ts'
import { Desk } from '../../test/browser/web/pages/desk.ts'
import type { App } from '../../test/browser/web/pages/open-app.ts'

/** What the little school is called where it has pictures in its names, which not every machine can draw. */
const PLAIN = [
  ['5e B/Lisez-moi 🌍.md', '5e B/Lisez-moi.md'],
  ['Photos/Sortie à la ferme 🐄', 'Photos/Sortie à la ferme'],
] as const

/** Of what is called so, wherever it lies. */
export async function idOf(app: App, name: string): Promise<number> {
  const row = await app.school.domain.records.get<{ id: number }>(
    'SELECT id FROM node WHERE name = ? AND trashed IS NULL ORDER BY id LIMIT 1',
    name,
  )
  if (row === undefined) throw new Error(`nothing is called ${name}`)
  return row.id
}

async function ask<Answer>(app: App, method: string, path: string, body?: unknown): Promise<Answer> {
  const { status, text } = await app.people.teacher.client.send({
    ...{ method, path: `/api/v1${path}` },
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  })
  if (status >= 400) throw new Error(`${method} ${path}: ${status} ${text}`)
  return (text === '' ? undefined : JSON.parse(text)) as Answer
}

/** A box of the teacher, and what two pupils handed in. */
async function openBox(app: App): Promise<void> {
  const folder = await new Desk(app, app.people.teacher.id).folder('Exposés de 5e B')
  const closes = Math.floor(app.school.now() / 1000) + 7 * 86_400
  const box = await ask<{ link: { url: string } }>(app, 'POST', '/boxes', {
    ...{ folder, instructions: 'Un fichier PDF par élève.', closes, named: true },
  })
  for (const [name, file] of [
    ['Inès Dupont', 'La ruche.pdf'],
    ['Tom Lefèvre', 'Les volcans.pdf'],
  ] as const) {
    const page = await app.open('/files', { signedIn: false, javaScriptEnabled: false })
    await page.goto(box.link.url)
    await page.locator('input[name=name]').fill(name)
    await page.locator('input[type=file]').setInputFiles({
      ...{ name: file, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4 ${name}`) },
    })
    await page.locator('main button[type=submit]').first().click()
    await page
      .getByText(/re[çc]u/i)
      .first()
      .waitFor()
    await page.context().close()
  }
}

async function mark(app: App): Promise<void> {
  const [schedule, essay] = [
    await idOf(app, 'Emploi du temps (provisoire).pdf'),
    await idOf(app, 'Rédaction n° 1 – l’été.odt'),
  ]
  await ask(app, 'PUT', `/items/${schedule}/favourite`)
  const tag = await ask<{ id: number }>(app, 'POST', '/tags', { name: 'À corriger', color: '' })
  await ask(app, 'POST', '/items/tags', { items: [essay], add: [tag.id], remove: [] })
  await ask(app, 'POST', `/items/${schedule}/comments`, { message: 'La salle 12 est libre le mardi.' })
}

/** So that lists, boards and panels have something to show. */
export async function furnish(app: App): Promise<void> {
  const desk = new Desk(app, app.people.teacher.id)
  const other = new Desk(app, app.people.colleague.id)
  // What follows happens to folders that were there before: a roll back knows seconds.
  await setTimeout(1_000)
  for (const [from, to] of PLAIN) await desk.move(from, to)
  await desk.shareWith('Photos', app.people.colleague.id)
  await desk.link('Photos')
  await desk.link('5e B/Emploi du temps (provisoire).pdf')
  await other.folder('Conseil pédagogique')
  await other.shareWith('Conseil pédagogique', app.people.teacher.id)
  await desk.file('5e B/Lisez-moi.md', '# Classe de 5e B\n\nLes consignes sont dans **Devoirs**.\n')
  await desk.file('Photos/Programme.txt', 'Départ à huit heures.')
  await desk.file('5e B/Le jardin.txt', 'Le même texte, deux fois.')
  const teacher = { kind: 'member', person: app.people.teacher.id, admin: false } as const
  // Known as the same only because it was copied.
  const [from, to] = [
    ['5e B', 'Le jardin.txt'],
    ['5e B', 'Devoirs', 'Le jardin, copie.txt'],
  ]
  await copy(app.school.domain, teacher, from, to, { overwrite: false, shallow: false, hold: NO_HOLD })
  await desk.file('Brouillon.txt', 'À jeter.')
  await ask(app, 'POST', '/items/delete', {
    items: [{ id: await idOf(app, 'Brouillon.txt'), from: await rootOf(app) }],
  })
  await mark(app)
  await openBox(app)
}

async function rootOf(app: App): Promise<number> {
  const { root } = await ask<{ root: number }>(app, 'GET', '/session')
  return root
}
