import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { convert } from './convert.ts'

const FIRST_PAGE = JSON.stringify({ PageRange: { type: 'string', value: '1' } })

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

/** @returns the path of a PDF with the first page. */
export async function officeToPdf(file: string, folder: string): Promise<string> {
  const kind = file.slice(file.lastIndexOf('/') + 1).replace(/\..*$/, '')
  await convert(process.env.NUAGE_SOFFICE, [
    `-env:UserInstallation=${await profile()}`,
    ...['--headless', '--norestore', '--nolockcheck', '--nologo'],
    ...['--convert-to', `pdf:${FILTERS[kind]}:${FIRST_PAGE}`, '--outdir', join(folder, 'out'), file],
  ])
  return join(folder, 'out', `${kind}.pdf`)
}
