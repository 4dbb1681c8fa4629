import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { convert } from './convert.ts'

/** Nobody reads more of them in a browser, and more would take too long. */
const MOST_PAGES = 200
const pages = (range: string): string => JSON.stringify({ PageRange: { type: 'string', value: range } })

const FILTERS: Readonly<Record<string, string>> = {
  document: 'writer_pdf_Export',
  sheet: 'calc_pdf_Export',
  slides: 'impress_pdf_Export',
}

const setting = (path: string, name: string, value: string): string =>
  `<item oor:path="/org.openoffice.Office.${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`

/** No macros, no update of links, nothing fetched that a document of a stranger refers to. */
const SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
${setting('Common/Security/Scripting', 'DisableMacrosExecution', 'true')}
${setting('Common/Security/Scripting', 'MacroSecurityLevel', '3')}
${setting('Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true')}
${setting('Common/Security/Scripting', 'DisableActiveContent', 'true')}
${setting('Writer/Content/Update', 'Link', '0')}
${setting('Calc/Content/Update', 'Link', '1')}
</oor:items>
`

/** Its settings and caches, made once for as long as this process lives. */
async function profile(): Promise<string> {
  const folder = join(process.env.HOME ?? '.', 'office')
  const settings = join(folder, 'user', 'registrymodifications.xcu')
  if ((await stat(settings).catch(() => undefined)) === undefined) {
    await mkdir(join(folder, 'user'), { recursive: true })
    await writeFile(settings, SETTINGS)
  }
  return pathToFileURL(folder).href
}

/** @returns the path of a PDF with the first page, or with all of them. */
export async function officeToPdf(file: string, folder: string, whole = false): Promise<string> {
  const kind = file.slice(file.lastIndexOf('/') + 1).replace(/\..*$/, '')
  await convert(process.env.NUAGE_SOFFICE, [
    `-env:UserInstallation=${await profile()}`,
    ...['--headless', '--norestore', '--nolockcheck', '--nologo'],
    ...[
      '--convert-to',
      `pdf:${FILTERS[kind]}:${pages(whole ? `1-${MOST_PAGES}` : '1')}`,
      '--outdir',
      join(folder, 'out'),
      file,
    ],
  ])
  return join(folder, 'out', `${kind}.pdf`)
}
