import type { Writer } from '../../../storage/records/records.ts'
import { type Actor, SYSTEM } from '../../../vocabulary/actor.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import type { PersonId, SpaceId } from '../../../vocabulary/ids.ts'
import { acceptName } from '../../../vocabulary/node-name.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { findPerson } from '../../accounts/people/find.ts'
import { demandAdministrator } from '../../accounts/people/may-manage.ts'
import type { Person } from '../../accounts/people/person.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import { giveNode } from '../../files/hand-over.ts'
import { attachFolder } from '../../files/make-folder.ts'
import { columns, type Node } from '../../files/node.ts'
import { numberedName } from '../../files/numbered-name.ts'
import { notify } from '../../notifications/notify.ts'
import { requireRoom } from '../../quota/room.ts'
import { rootsOfSpace } from '../root.ts'
import { beginJob, endJob, type HandOverJob, knownJob, renewJob, takeOver } from './job.ts'
import { type Survey, surveySpace } from './survey.ts'
import { giveTrashed } from './trash.ts'

export interface SpaceHandOver {
  readonly from: PersonId
  readonly to: PersonId
  /** Only say what would be done. */
  readonly dryRun?: boolean
  progress?(things: number): void
}

export interface SpaceHandedOver extends Survey {
  readonly from: PersonId
  readonly to: PersonId
  /** What the folder is called in which the colleague finds everything; empty where nothing was done. */
  readonly folder: string
}

/**
 * Gives all that somebody has to a colleague, who finds it in one folder of their own: files with their ids and
 * versions, shares, links and boxes at the addresses they have, and the trash. What others gave to the old owner stays
 * theirs. A thing at a time, so that nobody waits; what is cut off is finished by whoever finds it.
 * @throws Refusal `not-permitted`, `not-found`, `bad-request`, `over-quota`, `busy` while it goes on elsewhere.
 */
export async function handOverSpace(
  domain: Domain,
  actor: Actor,
  wish: SpaceHandOver,
): Promise<SpaceHandedOver> {
  demandAdministrator(actor)
  const [from, to] = [await demandPerson(domain, wish.from), await demandPerson(domain, wish.to)]
  if (from.id === to.id) throw new Refusal('bad-request', 'hand-over-self')
  if (!to.enabled) throw new Refusal('bad-request', 'hand-over-disabled', { facts: { id: to.id } })
  const survey = await domain.records.read(async (reader) =>
    surveySpace(reader, from.id, await rootsOfSpace(reader, from.space), to.space),
  )
  const told = { ...survey, from: from.id, to: to.id }
  if (wish.dryRun === true) return { ...told, folder: '' }
  const job = await begin(domain, actor, from, to)
  await finish(domain, job, wish.progress)
  return { ...told, folder: job.name }
}

async function demandPerson(domain: Domain, id: PersonId): Promise<Person> {
  const person = await findPerson(domain, id)
  if (person === undefined) throw new Refusal('not-found', 'person-missing', { facts: { id } })
  return person
}

/** Room is asked for once, for everything: what has begun is brought to its end. */
async function begin(domain: Domain, actor: Actor, from: Person, to: Person): Promise<HandOverJob> {
  return await domain.records.write([from.space, to.space], async (writer) => {
    const now = seconds(domain.now())
    const known = await knownJob(writer, from.id, now)
    if (known?.running || (known !== undefined && known.to !== to.id))
      throw new Refusal('busy', 'handing-over')
    if (known !== undefined) {
      await renewJob(writer, known, now)
      return known
    }
    await requireRoom(writer, to.space, await usedIn(writer, from.space))
    const { root } = await rootsOfSpace(writer, to.space)
    const name = await numberedName(writer, root, folderName(from), true)
    const folder = await attachFolder(writer, SYSTEM, { id: root, space: to.space }, [root], name, now)
    const detail = { from: from.id, to: to.id, folder: folder.id }
    await audit(writer, domain, actor, { verb: 'space.hand-over', subject: from.id, detail })
    return await beginJob(writer, { from: from.id, to: to.id, folder: folder.id, name }, now)
  })
}

const USED = 'SELECT n.size FROM space s JOIN node n ON n.id = s.root WHERE s.id = ?'

const usedIn = async (writer: Writer, space: SpaceId): Promise<number> =>
  (await writer.get<{ size: number }>(USED, space))!.size

/** That of whoever it came from. */
const folderName = ({ name, id }: Person): string =>
  acceptName(
    (name || id)
      .replaceAll(/[/\\<>:"|?*]/g, '-')
      .replace(/[. ]+$/, '')
      .slice(0, 80) || 'Nuage',
  )

const CHILD = `SELECT ${columns('n')} FROM node n WHERE n.parent = ? AND n.trashed IS NULL ORDER BY n.id LIMIT 1`
const SPACE = 'SELECT space FROM person WHERE id = ?'

async function finish(
  domain: Domain,
  job: HandOverJob,
  progress: (things: number) => void = () => {},
): Promise<void> {
  const { from, to } = job
  const [old, own] = await domain.records.read(async (reader) =>
    Promise.all([from, to].map((person) => reader.get<{ space: SpaceId }>(SPACE, person))),
  )
  const spaces = { from: old!.space, to: own!.space }
  for (let things = 1; await giveNext(domain, job, spaces); things++) progress(things)
}

/** @returns false when everything has gone. */
async function giveNext(
  domain: Domain,
  job: HandOverJob,
  spaces: { readonly from: SpaceId; readonly to: SpaceId },
): Promise<boolean> {
  return await domain.records.write([spaces.from, spaces.to], async (writer) => {
    const now = seconds(domain.now())
    if ((await renewJob(writer, job, now)) === 0) return false
    const { from, to, folder } = job
    const { root } = await rootsOfSpace(writer, spaces.from)
    const node = await writer.get<Node>(CHILD, root)
    if (node !== undefined) await giveNode(writer, SYSTEM, node, { from, to, space: spaces.to, folder }, now)
    if (node !== undefined || (await giveTrashed(writer, job, spaces, now))) return true
    await end(writer, domain, job)
    return false
  })
}

const NAME = 'SELECT name FROM person WHERE id = ?'

async function end(writer: Writer, domain: Domain, job: HandOverJob): Promise<void> {
  const { from, to, folder, name: file } = job
  if ((await endJob(writer, job)) === 0) return
  for (const person of [from, to]) writer.announce({ kind: 'mounts', person })
  const detail = { from, to, folder }
  await audit(writer, domain, SYSTEM, { verb: 'space.handed-over', subject: from, detail })
  const name = (await writer.get<{ name: string }>(NAME, from))?.name || from
  await notify(writer, domain, to, {
    kind: 'space-handed-over',
    facts: { author: from, name, node: folder, file },
    object: { type: 'space', id: String(folder) },
  })
}

/** Finishes what a process that is gone began. */
export async function resumeHandOvers(domain: Domain): Promise<void> {
  for (;;) {
    const job = await domain.records.write([], (writer) => takeOver(writer, seconds(domain.now())))
    if (job === undefined) return
    await finish(domain, job)
  }
}
