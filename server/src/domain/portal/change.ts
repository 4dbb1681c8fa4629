import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { demandAcademy } from '../academies/academy.ts'
import { type AcademyPicture, writePicture } from '../academies/picture.ts'
import { acceptLine } from '../accounts/people/accept.ts'
import { demandAdministrator } from '../accounts/people/may-manage.ts'
import { audit } from '../audit/record.ts'
import type { Domain } from '../domain.ts'
import { demandTile, pictureOfTile, readTiles, type Tile } from './tile.ts'

/** What is absent stays as it is. */
export interface TileChange {
  readonly name?: string
  readonly address?: string
  readonly line?: string
  /** null: none any more, and its initial is shown. */
  readonly picture?: AcademyPicture | null
}

/** More than anybody looks through. */
const MOST = 60

const ADD = `INSERT INTO tile (academy, id, name, address, place) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`
const CHANGE = 'UPDATE tile SET name = ?, address = ?, line = ? WHERE academy = ? AND id = ?'

/** @throws Refusal `bad-request` (`tile-id`). */
function acceptTileId(id: string): string {
  if (!/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/.test(id)) throw new Refusal('bad-request', 'tile-id')
  return id
}

/** People are sent there by their click: nothing that runs here, and nothing that travels in the open. */
function acceptAddress(address: string): string {
  const text = address.trim()
  const right =
    text.length <= 500 && /^https:\/\/[^\s<>"\\\p{Cc}]+$/u.test(text) && URL.canParse(text) && isPlain(text)
  if (!right) throw new Refusal('bad-request', 'tile-address', { facts: { address: text.slice(0, 200) } })
  return new URL(text).href
}

function isPlain(text: string): boolean {
  const { protocol, username, password } = new URL(text)
  return protocol === 'https:' && username === '' && password === ''
}

/**
 * The last of them, until they are put in order.
 * @param id `a-z 0-9 -`, at most 32.
 * @throws Refusal `exists` (`tile-exists`), `not-found` (`academy-missing`), `bad-request`.
 */
export async function addTile(
  domain: Domain,
  actor: Actor,
  academy: string,
  wanted: TileChange & { readonly id: string; readonly address: string },
): Promise<Tile> {
  demandAdministrator(actor)
  const id = acceptTileId(wanted.id)
  return await domain.records.write([], async (writer) => {
    await demandAcademy(writer, academy)
    const { length } = await readTiles(writer, academy)
    if (length >= MOST) throw new Refusal('conflict', 'tiles-many', { facts: { most: MOST } })
    const added = await writer.run(
      ADD,
      academy,
      id,
      id,
      acceptAddress(wanted.address),
      await nextPlace(writer, academy),
    )
    if (added === 0) throw new Refusal('exists', 'tile-exists', { facts: { tile: id } })
    await write(writer, academy, id, wanted)
    await audit(writer, domain, actor, { verb: 'tile.add', subject: academy, detail: { tile: id } })
    return await demandTile(writer, academy, id)
  })
}

async function nextPlace(writer: Writer, academy: string): Promise<number> {
  const row = await writer.get<{ last: number | null }>(
    'SELECT max(place) AS last FROM tile WHERE academy = ?',
    academy,
  )
  return Number(row?.last ?? 0) + 1
}

/** @throws Refusal `not-found` (`tile-missing`), `bad-request`. */
export async function changeTile(
  domain: Domain,
  actor: Actor,
  { academy, id }: { academy: string; id: string },
  wanted: TileChange,
): Promise<Tile> {
  demandAdministrator(actor)
  return await domain.records.write([], async (writer) => {
    await write(writer, academy, id, wanted)
    const detail = { tile: id, fields: Object.keys(wanted).join(' ') }
    await audit(writer, domain, actor, { verb: 'tile.change', subject: academy, detail })
    return await demandTile(writer, academy, id)
  })
}

async function write(writer: Writer, academy: string, id: string, wanted: TileChange): Promise<void> {
  const was = await demandTile(writer, academy, id)
  const name = wanted.name === undefined ? was.name : acceptLine(wanted.name, 60) || id
  const address = wanted.address === undefined ? was.address : acceptAddress(wanted.address)
  const line = wanted.line === undefined ? was.line : acceptLine(wanted.line, 200)
  await writer.run(CHANGE, name, address, line, academy, id)
  if (wanted.picture !== undefined) await writePicture(writer, academy, pictureOfTile(id), wanted.picture)
}

/** @throws Refusal `not-found` (`tile-missing`). */
export async function removeTile(
  domain: Domain,
  actor: Actor,
  { academy, id }: { academy: string; id: string },
): Promise<void> {
  demandAdministrator(actor)
  await domain.records.write([], async (writer) => {
    await demandTile(writer, academy, id)
    await writer.run('DELETE FROM tile WHERE academy = ? AND id = ?', academy, id)
    await writePicture(writer, academy, pictureOfTile(id), null)
    await audit(writer, domain, actor, { verb: 'tile.remove', subject: academy, detail: { tile: id } })
  })
}

/** Those that are not named stay behind those that are, as they stood. @throws Refusal `not-found` (`tile-missing`). */
export async function orderTiles(
  domain: Domain,
  actor: Actor,
  academy: string,
  ids: readonly string[],
): Promise<Tile[]> {
  demandAdministrator(actor)
  return await domain.records.write([], async (writer) => {
    await demandAcademy(writer, academy)
    for (const id of ids) await demandTile(writer, academy, id)
    const rest = (await readTiles(writer, academy)).map(({ id }) => id).filter((id) => !ids.includes(id))
    for (const [at, id] of [...new Set(ids), ...rest].entries())
      await writer.run('UPDATE tile SET place = ? WHERE academy = ? AND id = ?', at + 1, academy, id)
    await audit(writer, domain, actor, { verb: 'tile.order', subject: academy })
    return await readTiles(writer, academy)
  })
}
