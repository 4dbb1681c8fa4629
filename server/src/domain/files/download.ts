import type { Actor } from '../../vocabulary/actor.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { requireOpen } from '../malware/require-open.ts'
import { type Entry, listDeep } from './list.ts'
import type { Node } from './node.ts'
import { requireBytes } from './open.ts'

/** A file or folder that is downloaded with the folder it lies in. */
export interface Downloaded {
  /** Names from the top of what is downloaded. */
  readonly path: readonly string[]
  readonly node: Node
}

/** More than a person's whole space has; a list of so many takes about 100 MB. */
const MOST = 500_000

/**
 * A folder with all that lies below it, or those of its members that are named with all below them.
 *
 * @throws Refusal `not-found` also when a named member is; `not-permitted` when anything below may not be had,
 * because a download that leaves something out in silence is taken for the whole; `wrong-kind`, `too-many`, `infected`.
 */
export async function listDownload(
  domain: Domain,
  actor: Actor,
  folder: readonly string[],
  only?: readonly string[],
): Promise<Downloaded[]> {
  const parts: Downloaded[] = []
  if (only === undefined) parts.push(...(await below(domain, actor, folder, folder.slice(0, -1).length)))
  for (const name of new Set(only ?? []))
    parts.push(...(await below(domain, actor, [...folder, name], folder.length)))
  await domain.records.read((reader) =>
    requireOpen(
      reader,
      parts.map(({ node }) => node),
    ),
  )
  return parts
}

async function below(
  domain: Domain,
  actor: Actor,
  path: readonly string[],
  above: number,
): Promise<Downloaded[]> {
  const found: Downloaded[] = []
  // What a link shows has a name; a person's own root has none that means anything to them.
  let top: readonly string[] | undefined
  const add = (entry: Entry, at: readonly string[]): void => {
    requireBytes(entry)
    if (found.length === MOST) throw new Refusal('too-many', 'download-too-many', { facts: { count: MOST } })
    found.push({ path: [...(top ?? []), ...at.slice(above)], node: entry.node })
  }
  for await (const page of listDeep(domain, actor, path, Number.POSITIVE_INFINITY, [])) {
    top ??= path.length === 0 && actor.kind !== 'member' ? [page.self.node.name] : []
    if (page.path.length === path.length && path.length + top.length > 0) add(page.self, page.path)
    for (const member of page.members) add(member, [...page.path, member.name])
  }
  return found
}
