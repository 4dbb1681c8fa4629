import type { ArrivalsChecked, ItemDetails, TreeOutcomes } from '@nuage/contract/api'
import { call } from '../api/call.ts'
import type { Problem } from '../api/problem.ts'
import type { Verdict } from './event.ts'
import { corrected } from './names.ts'
import type { Failure, Row, Whereto } from './row.ts'

/** So many are asked about at once. */
const AT_ONCE = 1_000

export function* slices<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += AT_ONCE) yield all.slice(from, from + AT_ONCE)
}

type Told = Pick<Problem, 'kind' | 'title'>

const KINDS: Readonly<Record<string, Failure['kind']>> = {
  'bad-name': 'name',
  'not-permitted': 'rights',
  'over-quota': 'room',
  locked: 'locked',
  infected: 'infected',
  exists: 'clash',
  'parent-not-folder': 'clash',
  'not-found': 'folder-gone',
}

export const failureOf = ({ kind, title }: Told): Failure => ({
  kind: KINDS[kind] ?? 'refused',
  ...(title === '' ? {} : { sentence: title }),
})

function correctionOf({ folder, name }: Whereto): Whereto | undefined {
  const better = { folder: folder.map((one) => corrected(one) ?? one), name: corrected(name) ?? name }
  const same = better.name === name && better.folder.every((one, at) => one === folder[at])
  return same ? undefined : better
}

function verdictOf(row: Row, checked: ArrivalsChecked['files'][number]): Verdict {
  if (!checked.ok) {
    const failure = failureOf(checked.problem)
    const correction = failure.kind === 'name' ? correctionOf(row) : undefined
    return correction === undefined ? { kind: 'refused', failure } : { kind: 'misnamed', failure, correction }
  }
  const { there, freeName } = checked
  return there === undefined
    ? { kind: 'fine' }
    : { kind: 'there', there: { ...there, freeName: freeName ?? row.name } }
}

/** Its room is kept already, or it may stand there. */
const countsNoMore = ({ upload, doubtful }: Row): boolean => upload !== undefined || doubtful

/**
 * What would become of files that are to go into a folder, told slice by slice.
 * @returns bytes that there is no room for.
 * @throws Problem, LineLost.
 */
export async function foresee(
  folder: number,
  rows: readonly Row[],
  tell: (verdicts: ReadonlyMap<number, Verdict>) => void,
): Promise<number> {
  const total = rows.reduce((sum, row) => sum + (countsNoMore(row) ? 0 : row.size), 0)
  let missing = 0
  for (const slice of slices(rows)) {
    const files = slice.map(({ folder, name, size }) => ({ path: [...folder, name], size }))
    const checked = await call<ArrivalsChecked>('POST', `/folders/${folder}/arrivals`, {
      body: { files, total },
    })
    missing = checked.missing
    tell(new Map(slice.map((row, at) => [row.id, verdictOf(row, checked.files[at]!)])))
  }
  return missing
}

export const keyOf = (folder: readonly string[]): string => folder.join('/')

/**
 * Makes folders below one, with those on the way.
 * @returns why, for those that could not be made, by `keyOf`.
 * @throws Problem, LineLost.
 */
export async function makeFolders(
  folder: number,
  paths: readonly (readonly string[])[],
): Promise<Map<string, Failure>> {
  const failures = new Map<string, Failure>()
  for (const slice of slices(paths)) {
    const outcomes = await call<TreeOutcomes>('POST', `/folders/${folder}/tree`, { body: { paths: slice } })
    outcomes.forEach((outcome, at) => {
      if (!outcome.ok) failures.set(keyOf(slice[at]!), failureOf(outcome.problem))
    })
  }
  return failures
}

/** Names from one’s root to a folder, as it lies now. @throws Problem, LineLost. */
export async function wayTo(folder: number): Promise<readonly string[]> {
  const { way, name } = await call<ItemDetails>('GET', `/items/${folder}`)
  // The root has no name and stands in front of all others.
  return way.length === 0 ? [] : [...way.slice(1).map((step) => step.name), name]
}
