import type { Relocated, Removed } from '@nuage/contract/api'
import type { Row } from '../list/rows.ts'
import { show } from '../look/overlays.tsx'
import { say } from '../words/say.ts'
import type { Surface } from './act.ts'
import { refresh, showWithout } from './caches.ts'
import { type Choice, ClashDialog } from './clash-dialog.tsx'
import { eachOf, type Failure, type Outcomes, problemOf, type Success } from './outcomes.ts'
import { idsOf, namesOf, seen } from './seen.ts'
import { tellDone, tellFailure, tellFailures } from './tell.ts'

export interface Destination {
  readonly id: number
  readonly name: string
}

export interface Relocation {
  readonly rows: readonly Row[]
  readonly to: Destination
  readonly copy: boolean
}

const isClash = ({ problem }: Failure): boolean => problem.reason === 'name-taken'

const send = (copy: boolean, items: readonly { id: number; from: number }[], to: number, onClash: string) =>
  eachOf<{ id: number; from: number }, Relocated>(`/items/${copy ? 'copy' : 'move'}`, items, (slice) => ({
    ...{ items: slice, to, onClash },
  }))

/** Asks once for all that clash; `skip` when the person turns away. */
const chosen = (clashing: readonly Row[], wish: Relocation): Promise<Choice> =>
  new Promise((resolve) => {
    show((close) => (
      <ClashDialog
        {...{ clashing, wish }}
        onChoose={(choice) => {
          resolve(choice)
          close()
        }}
      />
    ))
  })

/** Moves or copies into a folder, and asks what to do with names that are taken there. */
export async function relocate(surface: Pick<Surface, 'list'>, wish: Relocation): Promise<void> {
  const { copy, to } = wish
  const rows = wish.rows.filter((row) => row.id !== to.id && (copy || row.parent !== to.id))
  if (rows.length === 0) return
  const putBack = copy ? () => {} : await showWithout(idsOf(rows))
  if (!copy) surface.list.clear()
  surface.list.focus()
  try {
    // A copy beside its original is always another one.
    const beside = rows.every(({ parent }) => parent === to.id)
    const first = await send(copy, rows.map(seen), to.id, beside ? 'keep-both' : 'refuse')
    const all = await settleClashes({ ...wish, rows }, first)
    putBack(idsOf(all.failed))
    tellFailures(
      all.failed.filter((failure) => !isClash(failure)),
      namesOf(rows),
    )
    tellRelocated(surface, { ...wish, rows }, all.done)
  } catch (error) {
    putBack()
    tellFailure(error)
  }
  surface.list.focus()
  await refresh([to.id, ...rows.map(({ parent }) => parent)])
}

async function settleClashes(wish: Relocation, first: Outcomes<Relocated>): Promise<Outcomes<Relocated>> {
  const clashing = idsOf(first.failed.filter(isClash))
  if (clashing.size === 0) return first
  const rows = wish.rows.filter(({ id }) => clashing.has(id))
  const choice = await chosen(rows, wish)
  if (choice === 'skip') return first
  const second = await send(wish.copy, rows.map(seen), wish.to.id, choice)
  return {
    done: [...first.done, ...second.done],
    failed: [...first.failed.filter((failure) => !isClash(failure)), ...second.failed],
  }
}

function tellRelocated(
  surface: Pick<Surface, 'list'>,
  wish: Relocation,
  done: readonly Success<Relocated>[],
): void {
  const [one] = done
  if (one === undefined) return
  const { copy, to, rows } = wish
  const facts = { count: done.length, name: namesOf(rows)(one.id), to: to.name || say('list.my-files') }
  const verb = copy ? 'copy' : 'move'
  const what = done.length === 1 ? say(`acts.${verb}.done-one`, facts) : say(`acts.${verb}.done`, facts)
  // What was replaced went into an older version, which is brought back there.
  const own = done.filter(({ replaced }) => !replaced)
  if (own.length === 0) tellDone(what)
  else tellDone(what, () => (copy ? dropCopies(own) : moveBack(surface, wish.rows, own)))
}

async function moveBack(
  surface: Pick<Surface, 'list'>,
  rows: readonly Row[],
  done: readonly Success<Relocated>[],
): Promise<void> {
  const parents = new Map(rows.map(({ id, parent }) => [id, parent]))
  const failed: Failure[] = []
  for (const [parent, members] of Map.groupBy(done, ({ id }) => parents.get(id)!)) {
    const items = members.map(({ item, parent: from }) => ({ id: item, from }))
    failed.push(...(await send(false, items, parent, 'refuse')).failed)
  }
  await refresh([...parents.values(), ...done.map(({ parent }) => parent)])
  surface.list.select(done.map(({ item }) => item))
  surface.list.focus(done[0]?.item)
  if (failed[0] !== undefined) throw problemOf(failed[0])
}

async function dropCopies(done: readonly Success<Relocated>[]): Promise<void> {
  const items = done.map(({ item, parent }) => ({ id: item, from: parent }))
  const { failed } = await eachOf<{ id: number; from: number }, Removed>('/items/delete', items, (slice) => ({
    items: slice,
  }))
  await refresh(done.map(({ parent }) => parent))
  if (failed[0] !== undefined) throw problemOf(failed[0])
}
