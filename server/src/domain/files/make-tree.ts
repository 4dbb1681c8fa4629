import type { Writer } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import type { Hold } from '../locks/lock.ts'
import { findById } from './find-by-id.ts'
import { addFolder } from './make-folder.ts'
import { resolve, resolveTarget } from './resolve.ts'
import { lookingAgain } from './seen.ts'

export type TreeOutcome = { readonly id: NodeId } | { readonly refused: Refusal }

/**
 * Folders below one that is known by its number, with all that are missing on the way to them; those that are there
 * are fine. Each is made or refused by itself, in one transaction.
 * @param paths names below it.
 * @returns an outcome for each, in order.
 * @throws Refusal `not-found`.
 */
export const makeTree = (
  domain: Domain,
  actor: Member,
  folder: NodeId,
  paths: readonly (readonly string[])[],
  hold: Hold,
): Promise<TreeOutcome[]> =>
  lookingAgain(async () => {
    const { node, location } = await findById(domain, actor, folder)
    const base = location.path
    const spaces = new Set([node.space])
    for (;;)
      try {
        return await domain.records.write([...spaces], async (writer) => {
          const now = seconds(domain.now())
          if ((await resolve(writer, actor, base, now)).node.id !== folder)
            throw new Refusal('stale', 'changed-meanwhile')
          return await new Tree({ writer, actor, base, hold, now, spaces }).ensureAll(folder, paths)
        })
      } catch (error) {
        if (!(error instanceof OtherSpace)) throw error
        spaces.add(error.space)
      }
  })

/** A way leads through something received: its owner’s writers have to wait too. */
class OtherSpace extends Error {
  readonly space: SpaceId

  constructor(space: SpaceId) {
    super('a folder lies in another space')
    this.space = space
  }
}

interface Making {
  readonly writer: Writer
  readonly actor: Member
  readonly base: readonly string[]
  readonly hold: Hold
  readonly now: number
  /** Those whose writers wait for this. */
  readonly spaces: ReadonlySet<SpaceId>
}

class Tree {
  readonly #making: Making
  readonly #known = new Map<string, TreeOutcome>()

  constructor(making: Making) {
    this.#making = making
  }

  async ensureAll(folder: NodeId, paths: readonly (readonly string[])[]): Promise<TreeOutcome[]> {
    this.#known.set('', { id: folder })
    const outcomes: TreeOutcome[] = []
    for (const path of paths) outcomes.push(await this.#ensure(path))
    return outcomes
  }

  async #ensure(path: readonly string[]): Promise<TreeOutcome> {
    const key = path.map((name) => `${name}\0`).join('')
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const above = await this.#ensure(path.slice(0, -1))
    const outcome = 'refused' in above ? above : await this.#ensureOne(path)
    this.#known.set(key, outcome)
    return outcome
  }

  async #ensureOne(path: readonly string[]): Promise<TreeOutcome> {
    const { writer, actor, base, hold, now, spaces } = this.#making
    try {
      const target = await resolveTarget(writer, actor, [...base, ...path], now)
      const { existing, parent } = target
      if (existing?.node.kind === FOLDER) return { id: existing.node.id }
      if (existing !== undefined)
        return { refused: new Refusal('exists', 'name-taken', { facts: { name: path.at(-1)! } }) }
      if (!spaces.has(parent.node.space)) throw new OtherSpace(parent.node.space)
      return { id: (await addFolder(writer, actor, target, hold, now)).id }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { refused: error }
    }
  }
}
