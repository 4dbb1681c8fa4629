import type { Reader } from '../../../storage/records/records.ts'
import type { Member } from '../../../vocabulary/actor.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { type Academy, readAcademies } from '../../academies/academy.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import { readPersonRow } from './find.ts'
import { type PersonRow, personOf } from './person.ts'
import { mergeProfile } from './profile.ts'

/** What people are asked for when they come for the first time, and may change whenever they like. */
export interface OwnProfile {
  /** The structure de rattachement, such as a school; empty while it was not said. */
  readonly organisation: string
  /** That of the academy, until another one is said. */
  readonly region: string
  /** Wishes for what stands beside Nuage; nothing here follows from them. */
  readonly advancedSpace: boolean
  readonly publications: boolean
  /** The name of their academy; empty without one. */
  readonly academy: string
}

export type OwnProfileChange = Partial<Omit<OwnProfile, 'academy'>>

export const readOwnProfile = (domain: Domain, { person }: Member): Promise<OwnProfile> =>
  domain.records.read(async (reader) => await profileOf(reader, await demandRow(reader, person)))

const CHANGE = 'UPDATE person SET profile = ?, organisation = ?, newcomer = ? WHERE id = ?'

/**
 * What is absent stays as it is.
 * @param asked they were asked for it as newcomers, which happens once, whatever they answer.
 * @throws Refusal `bad-request` (`profile-value`).
 */
export async function changeOwnProfile(
  domain: Domain,
  actor: Member,
  change: OwnProfileChange,
  asked = false,
): Promise<OwnProfile> {
  return await domain.records.write([], async (writer) => {
    const row = await demandRow(writer, actor.person)
    const usual = (await academyOf(writer, row))?.region ?? ''
    const profile = mergeProfile(row, fieldsOf(change, usual))
    const newcomer = asked ? 0 : row.newcomer
    const text = JSON.stringify(profile)
    if (text !== row.profile || newcomer !== row.newcomer)
      await writer.run(CHANGE, text, profile.organisation ?? '', newcomer, row.id)
    if (text !== row.profile) {
      const detail = { fields: `profile ${Object.keys(change).join(' ')}` }
      await audit(writer, domain, actor, { verb: 'person.change', subject: row.id, detail })
    }
    return await profileOf(writer, { ...row, profile: text })
  })
}

async function demandRow(reader: Reader, person: string): Promise<PersonRow> {
  const row = await readPersonRow(reader, person)
  if (row === undefined) throw new Refusal('not-found', 'person-missing', { facts: { id: person } })
  return row
}

const academyOf = async (reader: Reader, { academy }: PersonRow): Promise<Academy | undefined> =>
  academy === '' ? undefined : (await readAcademies(reader)).find(({ id }) => id === academy)

async function profileOf(reader: Reader, row: PersonRow): Promise<OwnProfile> {
  const { profile, academy } = personOf(row)
  const own = await academyOf(reader, row)
  return {
    organisation: profile.organisation ?? '',
    region: profile.region ?? own?.region ?? '',
    advancedSpace: profile.advanced_space === '1',
    publications: profile.publications === '1',
    academy: own?.name ?? academy,
  }
}

const sign = (on: boolean): string => (on ? '1' : '')

/** @param usual the region of the academy, which is not written down: whoever moves to another one has that of it. */
function fieldsOf(change: OwnProfileChange, usual: string): Record<string, string> {
  const { organisation, region, advancedSpace, publications } = change
  return {
    ...(organisation === undefined ? {} : { organisation }),
    ...(region === undefined ? {} : { region: region.trim() === usual ? '' : region }),
    ...(advancedSpace === undefined ? {} : { advanced_space: sign(advancedSpace) }),
    ...(publications === undefined ? {} : { publications: sign(publications) }),
  }
}
