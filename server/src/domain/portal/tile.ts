import type { Reader } from '../../storage/records/records.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { whileNothingChanges } from '../standing.ts'

/** A neighbouring service that an academy offers its people. */
export interface Tile {
  /** `a-z 0-9 -`, once in each academy. */
  readonly id: string
  readonly name: string
  /** Where it is: `https:`. */
  readonly address: string
  /** What it is for; may be empty. */
  readonly line: string
  /** The hash of its picture; without one, its initial is shown. */
  readonly picture?: string
}

export const pictureOfTile = (id: string): string => `tile ${id}`

const OF = `SELECT t.id, t.name, t.address, t.line, p.hash FROM tile t
  LEFT JOIN academy_picture p ON p.academy = t.academy AND p.place = 'tile ' || t.id
  WHERE t.academy = ? ORDER BY t.place, t.id`

type Row = Omit<Tile, 'picture'> & { hash: string | null }

/** In the academy’s order. */
export const readTiles = async (reader: Reader, academy: string): Promise<Tile[]> =>
  (await reader.all<Row>(OF, academy)).map(({ hash, ...tile }) => ({
    ...tile,
    ...(hash === null ? {} : { picture: hash }),
  }))

const standing = whileNothingChanges<readonly Tile[]>(100)

/** @param academy may be empty, for people of none: they have no tiles. */
export const listTiles = async (domain: Domain, academy: string): Promise<readonly Tile[]> =>
  academy === ''
    ? []
    : await domain.records.read((reader) => standing(reader, academy, () => readTiles(reader, academy)))

/** @throws Refusal `not-found` (`tile-missing`). */
export async function demandTile(reader: Reader, academy: string, id: string): Promise<Tile> {
  const tile = (await readTiles(reader, academy)).find((one) => one.id === id)
  if (tile === undefined) throw new Refusal('not-found', 'tile-missing', { facts: { tile: id, academy } })
  return tile
}
