import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import {
  changePreferences,
  type Preferences,
} from '../../../../server/src/domain/accounts/preferences/preferences.ts'
import { openSession } from '../../../../server/src/domain/accounts/sessions/open.ts'
import { settle } from '../../../school/inhabitant.ts'
import { moveIn, type School as People } from '../../../school/school.ts'
import { PATIENCE } from '../../browser.ts'
import { openSchool, type School } from '../../school.ts'

/** The little school with its people and files, and windows of theirs onto it. */
export interface App {
  readonly school: School
  readonly people: People
  /** A window of somebody who is signed in; the teacher, when nobody is named. */
  open(path?: string, wish?: OpenWish): Promise<Page>
  /** How somebody wants the app from now on. */
  prefer(person: string, preferences: Preferences): Promise<void>
  /** Another window of the same browser. */
  openBeside(page: Page, path: string): Promise<Page>
  /** What pages were refused, failed at, or asked of others since the last time: nothing, when all is well. */
  complaints(): string[]
  close(): Promise<void>
}

export interface OpenWish extends BrowserContextOptions {
  /** Id of whoever looks; the teacher when left out. */
  readonly person?: string
  readonly signedIn?: false
  /** Somebody who is here for the first time is shown around. */
  readonly newcomer?: true
}

/** What a browser says of calls that the app expects to be refused: the answer itself is looked at by the test. */
const EXPECTED = /Failed to load resource: the server responded with a status of 4\d\d/

function watch(page: Page, url: string, complaints: string[]): void {
  page.on('console', (message) => {
    const text = message.text()
    if (
      /Content Security Policy|Refused to/.test(text) ||
      (message.type() === 'error' && !EXPECTED.test(text))
    )
      complaints.push(text)
  })
  page.on('pageerror', (error) => complaints.push(String(error.stack ?? error)))
  page.on('request', (request) => {
    const asked = request.url()
    if (
      !asked.startsWith(url) &&
      !asked.startsWith(url.replace('http', 'ws')) &&
      !/^(?:blob|data):/.test(asked)
    )
      complaints.push(`${asked} is somebody else’s`)
  })
}

async function signIn(context: BrowserContext, school: School, person: string): Promise<void> {
  const value = await openSession(school.domain, {
    ...{ state: 'signed-in', person, place: '127.0.0.1', client: 'Chromium', remember: false },
  })
  await context.addCookies([
    { name: 'nuage-session', value, url: school.url, httpOnly: true, sameSite: 'Lax' },
  ])
}

/** One server for a file of tests; the browser is the file’s own. @param settings of the server’s environment. */
export async function openApp(browser: Browser, settings?: Readonly<Record<string, string>>): Promise<App> {
  const school = await openSchool(settings)
  const people = await moveIn({
    domain: school.domain,
    person: (wanted) => settle(school.domain, school.url, wanted),
  })
  const complaints: string[] = []
  const contexts: BrowserContext[] = []
  const look = async (context: BrowserContext, path: string): Promise<Page> => {
    const page = await context.newPage()
    watch(page, school.url, complaints)
    await page.goto(school.url + path)
    return page
  }
  const prefer = async (person: string, preferences: Preferences): Promise<void> => {
    await changePreferences(school.domain, { kind: 'member', person, admin: false }, preferences)
  }
  return {
    school,
    people,
    prefer,
    async open(path = '/files', { person = people.teacher.id, signedIn, newcomer, ...options } = {}) {
      // What a service worker keeps would hide from a test what the server answers.
      const context = await browser.newContext({ locale: 'fr-FR', serviceWorkers: 'block', ...options })
      contexts.push(context)
      context.setDefaultTimeout(PATIENCE)
      await prefer(person, { tourSeen: newcomer === undefined })
      if (signedIn !== false) await signIn(context, school, person)
      return await look(context, path)
    },
    openBeside: (page, path) => look(page.context(), path),
    complaints() {
      const told = [...complaints]
      complaints.length = 0
      return told
    },
    async close() {
      for (const context of contexts) await context.close()
      await school.close()
    },
  }
}
