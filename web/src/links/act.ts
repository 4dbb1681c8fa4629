import type { ActedOn, BoardAct, BoardRow, ProposedPassword } from '@nuage/contract/api'
import { eachOf, type Outcomes, type Success } from '../acts/outcomes.ts'
import { tellDone, tellFailure, tellFailures } from '../acts/tell.ts'
import { call } from '../api/call.ts'
import { LineLost } from '../api/problem.ts'
import { refreshSharing } from '../sharing/index.ts'
import { say } from '../words/say.ts'

export type LinkAct = 'end' | 'renew' | 'protect'
type Done = Success<ActedOn>
type Item = BoardAct['items'][number]
type Terms = Pick<BoardAct, 'expires' | 'password'>

/** So many the server takes at once. */
const AT_ONCE = 200

/** Whether there is anything to do: what has ended is not ended again, no password is replaced, and people need none. */
export const canBe: Record<LinkAct, (row: BoardRow) => boolean> = {
  end: ({ link }) => link?.ended !== true,
  renew: () => true,
  protect: ({ link }) => link?.password === false,
}

/** Links have a word of their own; among what people were given they are shares, too. */
export const wordsOf = (rows: readonly BoardRow[]): 'links' | 'shares' =>
  rows.every(({ link }) => link !== null) ? 'links' : 'shares'

async function ask(act: BoardAct['act'], items: readonly Item[], terms?: Terms): Promise<Outcomes<ActedOn>> {
  const done: Done[] = []
  const failed: Outcomes<ActedOn>['failed'][number][] = []
  for (let at = 0; at < items.length; at += AT_ONCE) {
    const some = items.slice(at, at + AT_ONCE)
    const outcomes = await eachOf<Item, ActedOn>('/links/act', some, (slice) => ({
      ...{ act, items: slice },
      ...terms,
    }))
    done.push(...outcomes.done)
    failed.push(...outcomes.failed)
  }
  return { done, failed }
}

const endedBefore = ({ id, before }: Done): Item => ({ id, expires: before.expires })

/** What was over is over since then again; everything else has its end again. */
const undoing: Record<
  LinkAct,
  (done: readonly Done[], over: ReadonlySet<number>) => Promise<Outcomes<ActedOn>>
> = {
  end: (done) => ask('renew', done.map(endedBefore)),
  protect: (done) =>
    ask(
      'unprotect',
      done.filter(({ before }) => !before.password).map(({ id }) => ({ id })),
    ),
  async renew(done, over) {
    const ended = await ask('end', done.filter(({ id }) => over.has(id)).map(endedBefore))
    const others = await ask('renew', done.filter(({ id }) => !over.has(id)).map(endedBefore))
    return { done: [...ended.done, ...others.done], failed: [...ended.failed, ...others.failed] }
  },
}

/** One for all of them, known before so that it is the same however many there are. */
const proposedPassword = async (): Promise<string> =>
  (await call<ProposedPassword>('POST', '/links/password')).password

/** What links were given, told this once. */
export interface Given {
  readonly password: string
  readonly names: readonly string[]
}

interface ActWish {
  /** Seconds, for `renew`; null: never. */
  readonly expires?: number | null | undefined
  given(given: Given): void
  /** All of it was taken back, the password too. */
  undone(password: string | undefined): void
}

/** Does it to all that it can be done to, says what came of it, and offers a way back. */
export async function actOn(act: LinkAct, rows: readonly BoardRow[], wish: ActWish): Promise<void> {
  const meant = rows.filter(canBe[act])
  const names = new Map(meant.map(({ id, item }) => [id, item.name]))
  const nameOf = (id: number): string => names.get(id) ?? ''
  const over = new Set(meant.filter(({ link }) => link?.ended === true).map(({ id }) => id))
  let password: string | undefined
  const tell = (ids: readonly number[]): void => {
    if (password !== undefined && ids.length > 0) wish.given({ password, names: ids.map(nameOf) })
  }
  try {
    if (act === 'protect') password = await proposedPassword()
    const items = meant.map(({ id }) => ({ id }))
    const { done, failed } = await ask(act, items, { expires: wish.expires, password })
    tellFailures(failed, nameOf)
    if (done.length === 0) return
    tell(done.filter(({ before }) => !before.password).map(({ id }) => id))
    tellDone(say(`links.done.${wordsOf(meant)}.${act}`, { count: done.length }), async () => {
      const back = await undoing[act](done, over)
      tellFailures(back.failed, nameOf)
      if (back.failed.length === 0) wish.undone(password)
      await refreshSharing()
    })
  } catch (error) {
    // Whether it was done is not known then: whoever has the password loses nothing.
    if (error instanceof LineLost) tell([...names.keys()])
    tellFailure(error)
  } finally {
    await refreshSharing()
  }
}
