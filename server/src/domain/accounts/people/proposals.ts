import type { Reader } from '../../../storage/records/records.ts'
import type { Member } from '../../../vocabulary/actor.ts'
import { foldLoosely } from '../../../vocabulary/fold.ts'
import { openAcademies } from '../../academies/list.ts'
import type { Domain } from '../../domain.ts'
import { readPersonRow } from './find.ts'

/** What may be chosen instead of typed; one may still type something else. */
export interface Proposals {
  readonly organisations: readonly string[]
  readonly regions: readonly string[]
}

/** A page carries them all, so that it needs no script to propose them. */
const MOST = 300

/** What one person alone wrote would say who it is, and may be anything: it takes a second one to be shown. */
const ORGANISATIONS = `SELECT organisation FROM person WHERE academy = ? AND organisation <> ''
  GROUP BY organisation HAVING count(*) >= 2 ORDER BY count(*) DESC, organisation LIMIT ${MOST}`

/** What people of one's academy wrote before, and the regions of academies; both by name. */
export async function proposalsFor(domain: Domain, { person }: Member): Promise<Proposals> {
  const academies = await openAcademies(domain)
  const organisations = await domain.records.read(async (reader) => {
    const academy = (await readPersonRow(reader, person))?.academy ?? ''
    return academy === '' ? [] : await organisationsOf(reader, academy)
  })
  return { organisations, regions: distinct(academies.map(({ region }) => region)) }
}

async function organisationsOf(reader: Reader, academy: string): Promise<string[]> {
  const rows = await reader.all<{ organisation: string }>(ORGANISATIONS, academy)
  return distinct(rows.map(({ organisation }) => organisation))
}

/** Capitals and accents make no difference: the first way of writing it counts. */
function distinct(names: readonly string[]): string[] {
  const found = new Map<string, string>()
  for (const name of names) {
    const key = foldLoosely(name)
    if (name !== '' && !found.has(key)) found.set(key, name)
  }
  return [...found.values()].sort((a, b) => a.localeCompare(b, 'fr'))
}
