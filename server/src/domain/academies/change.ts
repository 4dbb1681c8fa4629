import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { acceptLine } from '../accounts/people/accept.ts'
import { demandAdministrator } from '../accounts/people/may-manage.ts'
import { audit } from '../audit/record.ts'
import type { Domain } from '../domain.ts'
import { type Academy, type AcademyDomain, type Brand, demandAcademy, LOGO } from './academy.ts'
import { acceptAcademyId, acceptBrand, acceptDomain, acceptYearStart, acceptZone } from './accept.ts'
import { type AcademyPicture, writePicture } from './picture.ts'

/** What is absent stays as it is. */
export interface AcademyChange {
  readonly name?: string
  readonly region?: string
  readonly zone?: string
  readonly yearStarts?: string
  /** Fields that are empty are taken away. */
  readonly brand?: Brand
  /** null: none any more. */
  readonly logo?: AcademyPicture | null
  /** Switched off, nobody can choose it any more; its people stay. */
  readonly enabled?: boolean
  /** In the order they are offered. */
  readonly providers?: readonly string[]
  readonly domains?: readonly AcademyDomain[]
}

const ADD = 'INSERT INTO academy (id, name, created) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'
const CHANGE = `UPDATE academy SET name = ?, region = ?, zone = ?, year_starts = ?, brand = ?, enabled = ?
  WHERE id = ?`

/**
 * @param id `a-z 0-9 -`, at most 32.
 * @throws Refusal `exists` (`academy-exists`, `academy-domain-taken`), `bad-request`, `not-found` (`provider-missing`).
 */
export async function addAcademy(
  domain: Domain,
  actor: Actor,
  id: string,
  wanted: AcademyChange,
): Promise<Academy> {
  demandAdministrator(actor)
  acceptAcademyId(id)
  return await domain.records.write([], async (writer) => {
    const added = await writer.run(ADD, id, id, seconds(domain.now()))
    if (added === 0) throw new Refusal('exists', 'academy-exists', { facts: { academy: id } })
    await write(writer, await demandAcademy(writer, id), wanted)
    await audit(writer, domain, actor, { verb: 'academy.add', subject: id })
    return await demandAcademy(writer, id)
  })
}

/** @throws Refusal `not-found` (`academy-missing`, `provider-missing`), `exists` (`academy-domain-taken`), `bad-request`. */
export async function changeAcademy(
  domain: Domain,
  actor: Actor,
  id: string,
  wanted: AcademyChange,
): Promise<Academy> {
  demandAdministrator(actor)
  return await domain.records.write([], async (writer) => {
    await write(writer, await demandAcademy(writer, id), wanted)
    const detail = { fields: Object.keys(wanted).join(' ') }
    await audit(writer, domain, actor, { verb: 'academy.change', subject: id, detail })
    return await demandAcademy(writer, id)
  })
}

const PEOPLE = 'SELECT count(*) AS count FROM person WHERE academy = ? AND removed IS NULL'

/** Its settings go with it. @throws Refusal `conflict` (`academy-in-use`) while somebody belongs to it. */
export async function removeAcademy(domain: Domain, actor: Actor, id: string): Promise<void> {
  demandAdministrator(actor)
  await domain.records.write([], async (writer) => {
    await demandAcademy(writer, id)
    const { count } = (await writer.get<{ count: number }>(PEOPLE, id))!
    if (Number(count) > 0) throw new Refusal('conflict', 'academy-in-use', { facts: { academy: id, count } })
    for (const table of ['academy_domain', 'academy_provider', 'academy_picture', 'tile'] as const)
      await writer.run(`DELETE FROM ${table} WHERE academy = ?`, id)
    await writer.run("DELETE FROM setting WHERE scope = 'academy' AND subject = ?", id)
    await writer.run('DELETE FROM academy WHERE id = ?', id)
    await audit(writer, domain, actor, { verb: 'academy.remove', subject: id })
  })
}

async function write(writer: Writer, was: Academy, wanted: AcademyChange): Promise<void> {
  const { id } = was
  const brand = wanted.brand === undefined ? was.brand : acceptBrand({ ...was.brand, ...wanted.brand })
  await writer.run(
    CHANGE,
    wanted.name === undefined ? was.name : acceptLine(wanted.name, 120) || id,
    wanted.region === undefined ? was.region : acceptLine(wanted.region, 120),
    wanted.zone === undefined ? was.zone : acceptZone(wanted.zone),
    wanted.yearStarts === undefined ? was.yearStarts : acceptYearStart(wanted.yearStarts),
    JSON.stringify(brand),
    (wanted.enabled ?? was.enabled) ? 1 : 0,
    id,
  )
  if (wanted.logo !== undefined) await writePicture(writer, id, LOGO, wanted.logo)
  if (wanted.domains !== undefined) await writeDomains(writer, id, wanted.domains)
  if (wanted.providers !== undefined) await writeProviders(writer, id, wanted.providers)
}

const DOMAIN = `INSERT INTO academy_domain (domain, academy, sign_up) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`

async function writeDomains(writer: Writer, id: string, domains: readonly AcademyDomain[]): Promise<void> {
  await writer.run('DELETE FROM academy_domain WHERE academy = ?', id)
  for (const { domain: text, signUp } of domains) {
    const name = acceptDomain(text)
    if ((await writer.run(DOMAIN, name, id, signUp ? 1 : 0)) === 0)
      throw new Refusal('exists', 'academy-domain-taken', { facts: { domain: name } })
  }
}

async function writeProviders(writer: Writer, id: string, providers: readonly string[]): Promise<void> {
  await writer.run('DELETE FROM academy_provider WHERE academy = ?', id)
  for (const [place, provider] of [...new Set(providers)].entries()) {
    const known = await writer.get('SELECT 1 AS found FROM provider WHERE id = ?', provider)
    if (known === undefined) throw new Refusal('not-found', 'provider-missing', { facts: { provider } })
    await writer.run(
      'INSERT INTO academy_provider (academy, provider, place) VALUES (?, ?, ?)',
      ...[id, provider, place],
    )
  }
}
