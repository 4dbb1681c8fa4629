import { Download } from 'lucide-react'
import type { Row } from '../list/rows.ts'
import { destination } from '../transfer/index.ts'
import { say } from '../words/say.ts'
import type { Act } from './act.ts'
import { mayHave } from './rights.ts'

/** Servers and proxies take addresses of this length at least. */
const LONGEST = 6_000

const zipAddress = (folder: readonly string[], names: readonly string[]): string =>
  `${destination(folder)}?accept=zip&files=${encodeURIComponent(JSON.stringify(names))}`

/** Addresses that together bring all of them: a file as it is, several of a folder as an archive. */
export function downloadsOf(rows: readonly Pick<Row, 'name' | 'kind' | 'folder' | 'parent'>[]): string[] {
  const [first] = rows
  if (rows.length === 1 && first?.kind === 'file') return [destination([...first.folder, first.name])]
  if (rows.length === 1 && first !== undefined)
    return [`${destination([...first.folder, first.name])}?accept=zip`]
  const byFolder = Map.groupBy(rows, ({ parent }) => parent)
  return [...byFolder.values()].flatMap((members) =>
    members.length === 1 ? downloadsOf(members) : zipsOf(members),
  )
}

/** As few archives as addresses can name. */
function zipsOf(members: readonly Pick<Row, 'name' | 'folder'>[]): string[] {
  const { folder } = members[0]!
  const addresses: string[] = []
  let names: string[] = []
  for (const { name } of members) {
    if (names.length > 0 && zipAddress(folder, [...names, name]).length > LONGEST) {
      addresses.push(zipAddress(folder, names))
      names = []
    }
    names.push(name)
  }
  return [...addresses, zipAddress(folder, names)]
}

/** Milliseconds: browsers drop what is asked for in the same breath. */
const BREATH = 400

export async function save(addresses: readonly string[]): Promise<void> {
  for (const [place, address] of addresses.entries()) {
    if (place > 0) await new Promise((resolve) => setTimeout(resolve, BREATH))
    const link = document.createElement('a')
    link.href = address
    link.download = ''
    link.hidden = true
    document.body.append(link)
    link.click()
    link.remove()
  }
}

export const download: Act = {
  name: 'download',
  section: 'see',
  icon: Download,
  button: { bar: true },
  label: ({ items }) => say(items.length > 1 ? 'acts.download-zip' : 'acts.download'),
  when: ({ items }) => items.length > 0 && items.every(mayHave),
  do: ({ items }) => save(downloadsOf(items)),
}
