import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { fold } from '../../vocabulary/fold.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'

/** A word that is hung on files and folders. */
export interface Tag {
  /** Below 2³¹. */
  readonly id: number
  /** Null: it belongs to everybody. */
  readonly owner: PersonId | null
  readonly name: string
  /** Six hexadecimal digits, or empty. */
  readonly color: string
  /** Otherwise only administrators see it. */
  readonly visible: boolean
  /** Otherwise only administrators hang it on something. */
  readonly assignable: boolean
}

export interface TagRow {
  id: number
  person: PersonId | null
  name: string
  color: string
  visible: number
  assignable: number
}

export const TAG = 't.id, t.person, t.name, t.color, t.visible, t.assignable'

export const tagOf = ({ id, person, name, color, visible, assignable }: TagRow): Tag => ({
  ...{ id, owner: person, name, color },
  ...{ visible: visible === 1, assignable: assignable === 1 },
})

/** Whether it stands in the list of those that a person can choose from. */
export const isListed = (actor: Member, tag: Tag): boolean =>
  tag.owner === null ? tag.visible || actor.admin : tag.owner === actor.person

/** Whether a person is shown it on something that they see. */
export const isShown = (actor: Member, tag: Tag): boolean => tag.visible || actor.admin

export const mayAssign = (actor: Member, tag: Tag): boolean =>
  isListed(actor, tag) && (tag.owner !== null || tag.assignable || actor.admin)

/** Those of everybody are the administrators' to change, one's own are one's own. */
export const mayChange = (actor: Member, tag: Tag): boolean =>
  tag.owner === null ? actor.admin : tag.owner === actor.person

const BY_ID = `SELECT ${TAG} FROM tag t WHERE t.id = ?`

/** @throws Refusal `not-found` also for one that is somebody else's. */
export async function readTag(reader: Reader, actor: Member, id: number): Promise<Tag> {
  const row = await reader.get<TagRow>(BY_ID, id)
  const tag = row && tagOf(row)
  if (tag === undefined || !isListed(actor, tag))
    throw new Refusal('not-found', 'tag-missing', { facts: { id } })
  return tag
}

const LONGEST = 64
// biome-ignore lint/suspicious/noControlCharactersInRegex: what no list can show
const CONTROL = /[\u0000-\u001f\u007f]|\p{Cs}/u

/** @throws Refusal `bad-request`. */
export function acceptTagName(name: string): string {
  const accepted = name.normalize('NFC').trim()
  if (accepted === '' || [...accepted].length > LONGEST || CONTROL.test(accepted))
    throw new Refusal('bad-request', 'tag-name', { facts: { length: LONGEST } })
  return accepted
}

/** @throws Refusal `bad-request`. */
export function acceptColor(color: string): string {
  const [, digits] = /^#?([0-9a-f]{6})?$/i.exec(color.trim()) ?? []
  if (digits === undefined && color.trim() !== '') throw new Refusal('bad-request', 'tag-color')
  return digits?.toLowerCase() ?? ''
}

const PUBLIC = 'SELECT id FROM tag WHERE folded = ? AND person IS NULL'
const OWN = 'SELECT id FROM tag WHERE folded = ? AND person = ?'

/**
 * Among the tags that one person chooses from, no two are called the same.
 * @param except the tag that is to be called so.
 * @throws Refusal `conflict`.
 */
export async function requireFreeName(
  reader: Reader,
  owner: PersonId | null,
  name: string,
  except = 0,
): Promise<void> {
  const folded = fold(name)
  const taken =
    (await reader.get<{ id: number }>(PUBLIC, folded)) ??
    (owner === null ? undefined : await reader.get<{ id: number }>(OWN, folded, owner))
  if (taken !== undefined && taken.id !== except) throw new Refusal('conflict', 'tag-exists')
}
