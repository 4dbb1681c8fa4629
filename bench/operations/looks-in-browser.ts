import { launch } from '../../test/browser/browser.ts'
import { Desk } from '../../test/browser/web/pages/desk.ts'
import { type App, openApp } from '../../test/browser/web/pages/open-app.ts'
import { buildWebIfStale } from '../../tools/build-web.ts'

/**
 * Looks at a folder of so many folders in the browser that is installed, once a round; one look more, before them,
 * only warms up.
 * @param look is told the folder's number and the round.
 */
export async function looksInBrowser<Look>(
  { entries, rounds }: { readonly entries: number; readonly rounds: number },
  look: (app: App, folder: number, round: number) => Promise<Look>,
): Promise<Look[]> {
  await buildWebIfStale()
  const browser = await launch()
  const app = await openApp(browser)
  try {
    const desk = new Desk(app, app.people.teacher.id)
    const folder = await desk.folder('crowded')
    await desk.folders(
      folder,
      Array.from({ length: entries }, (_, n) => `Dossier ${n + 1}`),
    )
    const looks: Look[] = []
    for (let round = 0; round <= rounds; round++) looks.push(await look(app, folder, round))
    return looks.slice(1)
  } finally {
    await app.close()
    await browser.close()
  }
}
