import type { Member } from '../../vocabulary/actor.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Person } from '../accounts/people/person.ts'
import { changePreferences, readPreferences } from '../accounts/preferences/preferences.ts'
import type { Domain } from '../domain.ts'
import { resolveSetting } from '../settings/resolve.ts'
import { listTiles, type Tile } from './tile.ts'

/** The portal as somebody sees it, Nuage itself not counted. */
export interface Portal {
  /** In the order they were made favourites. */
  readonly favourites: readonly Tile[]
  readonly others: readonly Tile[]
}

type Somebody = Pick<Person, 'id' | 'academy'>

export async function readPortal(domain: Domain, person: Somebody): Promise<Portal> {
  const tiles = await listTiles(domain, person.academy)
  const { tiles: chosen = [] } = tiles.length === 0 ? {} : await readPreferences(domain, person.id)
  return {
    favourites: chosen.flatMap((id) => tiles.find((tile) => tile.id === id) ?? []),
    others: tiles.filter(({ id }) => !chosen.includes(id)),
  }
}

/** Those of academies they once belonged to are forgotten with the next change. @throws Refusal `not-found` (`tile-missing`). */
export async function markTile(
  domain: Domain,
  actor: Member,
  person: Somebody,
  wanted: { tile: string; favourite: boolean },
): Promise<Tile> {
  const tiles = await listTiles(domain, person.academy)
  const tile = tiles.find(({ id }) => id === wanted.tile)
  if (tile === undefined)
    throw new Refusal('not-found', 'tile-missing', { facts: { tile: wanted.tile.slice(0, 40) } })
  const { tiles: before = [] } = await readPreferences(domain, person.id)
  const others = before.filter((id) => id !== tile.id && tiles.some((one) => one.id === id))
  await changePreferences(domain, actor, { tiles: wanted.favourite ? [...others, tile.id] : others })
  return tile
}

/** Whether there is anything to go to but Nuage. */
export const hasPortal = async (domain: Domain, { academy }: Somebody): Promise<boolean> =>
  (await listTiles(domain, academy)).length > 0

/** Whether somebody who asked for no page sees the portal first after signing in. */
export const isPortalFirst = async (domain: Domain, person: Somebody): Promise<boolean> =>
  (await hasPortal(domain, person)) &&
  (await domain.records.read((reader) => resolveSetting(reader, 'portal.first', person))).value
