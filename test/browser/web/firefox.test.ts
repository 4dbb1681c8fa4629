import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { changePreferences } from '../../../server/src/domain/accounts/preferences/preferences.ts'
import { openSession } from '../../../server/src/domain/accounts/sessions/open.ts'
import { startFaultyProxy } from '../../rigs/faulty-proxy.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { PASSWORD, settle } from '../../school/inhabitant.ts'
import { moveIn, type School as People } from '../../school/school.ts'
import { Firefox } from '../firefox/firefox.ts'
import type { Window } from '../firefox/window.ts'
import { openSchool, type School } from '../school.ts'
import { Desk } from './pages/desk.ts'

const row = (name: string): string => `[role=row][aria-label^="${name},"]`

/** The essential gestures once more, in the other engine; everything else is tried in Chromium. */
withTools('firefox', 'the app in Firefox', () => {
  let firefox: Firefox
  let school: School
  let people: People
  let desk: Desk
  let folder: string
  let lessons = 0
  const windows: Window[] = []
  /** What a browser may complain of in this test. */
  let excused: RegExp | undefined

  beforeAll(async () => {
    firefox = await Firefox.launch()
    school = await openSchool()
    people = await moveIn({
      domain: school.domain,
      person: (wanted) => settle(school.domain, school.url, wanted),
    })
    const teacher = { kind: 'member', person: people.teacher.id, admin: false } as const
    await changePreferences(school.domain, teacher, { tourSeen: true })
    desk = new Desk({ school, people })
    folder = await mkdtemp(join(tmpdir(), 'nuage-desk-'))
  })
  afterAll(async () => {
    await firefox?.close()
    await school?.close()
    await rm(folder, { recursive: true, force: true })
  })
  afterEach(async () => {
    for (const window of windows.splice(0)) await window.close()
    expect(firefox.complaints().filter((text) => !excused?.test(text))).toEqual([])
    excused = undefined
  })

  async function open(path: string, signedIn = true, at = school.url): Promise<Window> {
    const cookie = {
      name: 'nuage-session',
      value: await openSession(school.domain, {
        ...{ state: 'signed-in', person: people.teacher.id, place: '127.0.0.1', client: 'Firefox' },
        remember: false,
      }),
    }
    const window = await firefox.open(at + path, signedIn ? cookie : undefined)
    windows.push(window)
    return window
  }

  /** A folder of its own for one test, open in a window; names with a slash at their end are folders. */
  async function lesson(members: readonly string[]): Promise<{ window: Window; name: string }> {
    const name = `Leçon ${++lessons}`
    const id = await desk.folder(name)
    for (const member of members)
      if (member.endsWith('/')) await desk.folder(`${name}/${member}`)
      else await desk.file(`${name}/${member}`, `${member} et du texte`)
    const window = await open(`/files/${id}?sort=name&view=list`)
    await window.see('heading', name)
    return { window, name }
  }

  /** Puts the focus on a row as a tabulator and the arrows do. */
  async function enter(window: Window, name: string): Promise<void> {
    await window.seeAt(row(name))
    await window.focus('[role=row][tabindex="0"]')
    await window.press('Home')
    for (let step = 0; step < 10; step++) {
      if (await window.hasFocus(row(name))) return
      await window.press('ArrowDown')
    }
    await window.focused(row(name))
  }

  const textOf = async (...names: string[]): Promise<string> => {
    const path = `/remote.php/dav/files/${[people.teacher.id, ...names].map(encodeURIComponent).join('/')}`
    return (await people.teacher.client.send({ method: 'GET', path })).text
  }

  test('one signs in, and sees one’s files', async () => {
    const window = await open('/files?sort=name', false)
    await window.clickAt('#user')
    await window.type(people.teacher.id)
    await window.clickAt('#password')
    await window.type(PASSWORD)
    await window.press('Enter')
    await window.see('heading', 'Tous les fichiers')
    await window.seeAt(row('5e B'))
    await window.clickAt(`${row('5e B')} a`)
    await window.see('heading', '5e B')
    await window.seeAt(row('Emploi du temps (provisoire).pdf'))
  })

  test('a file is uploaded', async () => {
    const { window, name } = await lesson([])
    const file = join(folder, 'Été à l’école.txt')
    await writeFile(file, 'Il fait beau.')
    await window.click('button', 'Ajouter')
    await window.chooseFiles(() => window.click('menuitem', 'Déposer des fichiers'), [file])
    await window.says('1 fichier déposé')
    await window.seeAt(row('Été à l’école.txt'))
    expect(await textOf(name, 'Été à l’école.txt')).toBe('Il fait beau.')
  })

  test('a folder is uploaded with all that it contains', async () => {
    const { window, name } = await lesson([])
    const tree = join(folder, 'Chœur')
    await mkdir(join(tree, 'Voix'), { recursive: true })
    await writeFile(join(tree, 'Voix', 'alto.txt'), 'la')
    await writeFile(join(tree, 'liste.txt'), 'Ada')
    await window.click('button', 'Ajouter')
    await window.chooseFolder(() => window.click('menuitem', 'Déposer un dossier'), tree)
    await window.says('2 fichiers déposés')
    await window.seeAt(row('Chœur'))
    expect(await textOf(name, 'Chœur', 'Voix', 'alto.txt')).toBe('la')
    expect(await textOf(name, 'Chœur', 'liste.txt')).toBe('Ada')
  })

  test('a public link is made by one click, and is in the clipboard', async () => {
    const { window } = await lesson(['Sujet.txt'])
    await window.clickAt(`${row('Sujet.txt')} button[aria-label^="Partager"]`)
    await window.click('button', 'Créer un lien public')
    await window.says('Lien créé et copié')
    await window.clickAt('input[data-search]')
    await window.press('Control', 'v')
    const url = await window.evaluate("document.querySelector('input[data-search]').value")
    expect(url).toMatch(/\/s\/[A-Za-z0-9]{22}$/)
    expect((await fetch(url)).status).toBe(200)
  })

  test('a file is renamed by its key', async () => {
    const { window, name } = await lesson(['Notes.txt'])
    await enter(window, 'Notes.txt')
    await window.press('F2')
    await window.focused('input')
    // The ending is not selected: typing replaces the rest.
    await window.type('Carnet')
    await window.press('Enter')
    await window.focused(row('Carnet.txt'))
    await window.says('« Notes.txt » s’appelle maintenant « Carnet.txt ».')
    expect(await textOf(name, 'Carnet.txt')).toBe('Notes.txt et du texte')
  })

  test('a file is moved into a folder', async () => {
    const { window, name } = await lesson(['Devoirs/', 'Notes.txt'])
    await enter(window, 'Notes.txt')
    await window.press('Control', 'x')
    await window.clickAt(`${row('Devoirs')} a`)
    await window.see('heading', 'Devoirs')
    await window.gone(row('Notes.txt'))
    await window.focus('[role=grid], #main')
    await window.press('Control', 'v')
    await window.seeAt(row('Notes.txt'))
    expect(await textOf(name, 'Devoirs', 'Notes.txt')).toBe('Notes.txt et du texte')
  })

  test('a file is deleted, and restored from the trash', async () => {
    const { window, name } = await lesson(['Brouillon.txt', 'Plan.txt'])
    await enter(window, 'Brouillon.txt')
    await window.press('Delete')
    await window.says('« Brouillon.txt » est dans la corbeille.')
    await window.gone(row('Brouillon.txt'))
    await window.clickAt('[data-place="/trash"]')
    await window.see('heading', 'Corbeille')
    await window.clickAt(`${row('Brouillon.txt')} button[aria-haspopup=menu]`)
    await window.click('menuitem', `Restaurer dans «\u00a0${name}\u00a0»`)
    await window.says(`« Brouillon.txt » est de nouveau dans « ${name} ».`)
    expect(await textOf(name, 'Brouillon.txt')).toBe('Brouillon.txt et du texte')
  })

  test('what the line lost on a first visit is told once, and comes with the page as a whole', async () => {
    // The socket of changes does not go through the proxy.
    excused = /NetworkError|LineLost|dynamically imported|\/push\/ws/
    const line = await startFaultyProxy(school.url)
    let isLost = false
    line.fault = ({ url = '' }) => {
      isLost ||= /\/(?:live|gauge|field|button)-[\w-]+\.(?:js|css)$/.test(url)
      return isLost ? 'cut-request' : 'none'
    }
    try {
      const window = await open('/files', true, line.url)
      await window.says('La connexion est interrompue.')
      line.fault = () => 'none'
      // It fetches no module again that was lost once: what is left is to load the page.
      await window.says('Une partie de cette page n’est pas venue.')
      const told = await window.evaluate('String(document.body.innerText.match(/n’est pas venue/g).length)')
      expect(told).toBe('1')
      await window.click('button', 'Recharger')
      await window.seeAt('[role=combobox]')
      await window.gone('[data-missing]')
    } finally {
      await line.close()
    }
  })
})
