import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import type { Hold } from '../locks/lock.ts'
import { findById } from './find-by-id.ts'
import { makeFolder } from './make-folder.ts'
import { lookup } from './resolve.ts'

export type TreeOutcome = { readonly id: NodeId } | { readonly refused: Refusal }

/**
 * Folders below one that is known by its number, with all that are missing on the way to them; those that are there
 * are fine.
 * @param paths names below it.
 * @returns an outcome for each, in order.
 * @throws Refusal `not-found`.
 */
export async function makeTree(
  domain: Domain,
  actor: Member,
  folder: NodeId,
  paths: readonly (readonly string[])[],
  hold: Hold,
): Promise<TreeOutcome[]> {
  const { location } = await findById(domain, actor, folder)
  const known = new Map<string, TreeOutcome>()
  const ensure = async (path: readonly string[]): Promise<TreeOutcome> => {
    if (path.length === 0) return { id: folder }
    const key = path.join('/')
    const before = known.get(key)
    if (before !== undefined) return before
    const above = await ensure(path.slice(0, -1))
    const outcome =
      'refused' in above ? above : await makeOne(domain, actor, [...location.path, ...path], hold)
    known.set(key, outcome)
    return outcome
  }
  const outcomes: TreeOutcome[] = []
  for (const path of paths) outcomes.push(await ensure(path))
  return outcomes
}

async function makeOne(
  domain: Domain,
  actor: Member,
  path: readonly string[],
  hold: Hold,
): Promise<TreeOutcome> {
  try {
    const found = await there(domain, actor, path)
    if (found !== undefined) return found
    return { id: (await makeFolder(domain, actor, path, hold)).id }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // Two deposits of one folder: the other one was quicker.
    if (error.kind === 'exists') return (await there(domain, actor, path)) ?? { refused: error }
    return { refused: error }
  }
}

async function there(
  domain: Domain,
  actor: Member,
  path: readonly string[],
): Promise<TreeOutcome | undefined> {
  const place = await domain.records.read((reader) => lookup(reader, actor, path, seconds(domain.now())))
  if (place === undefined) return undefined
  if (place.node.kind === FOLDER) return { id: place.node.id }
  return { refused: new Refusal('exists', 'name-taken', { facts: { name: path.at(-1)! } }) }
}
