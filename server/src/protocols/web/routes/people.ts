import { type Sharee, Sharees, ShareeWish } from '@nuage/contract/api'
import { recommendSharees } from '../../../domain/sharees/recommend.ts'
import { searchSharees } from '../../../domain/sharees/search.ts'
import { GROUP } from '../../../domain/shares/share.ts'
import { type Call, type Route, route } from '../route.ts'

/** So many of each kind are looked at while one types. */
const SHOWN = 20

interface Named {
  readonly id: string
  readonly name: string
  readonly email?: string
}

const person = ({ id, name, email }: Named, exact: boolean): Sharee => ({
  ...{ kind: 'person', id, name: name || id, detail: email || id, exact },
})
const group = ({ id, name }: Named, exact: boolean): Sharee => ({
  ...{ kind: 'group', id, name: name || id, detail: '', exact },
})

async function lately({ domain, actor }: Call): Promise<Sharees> {
  const found = await recommendSharees(domain, actor)
  const entries = found.map((one) => (one.kind === GROUP ? group(one, false) : person(one, false)))
  return { entries, more: false }
}

async function search({ domain, actor }: Call, text: string): Promise<Sharees> {
  const wish = { text, kinds: undefined, page: 1, perPage: SHOWN }
  const { exact, proposed, more } = await searchSharees(domain, actor, wish)
  const entries = [
    ...exact.people.map((one) => person(one, true)),
    ...exact.groups.map((one) => group(one, true)),
    ...exact.addresses.map(
      (address): Sharee => ({
        ...{ kind: 'mail', id: address, name: address, detail: '', exact: true },
      }),
    ),
    ...proposed.people.map((one) => person(one, false)),
    ...proposed.groups.map((one) => group(one, false)),
  ]
  return { entries, more }
}

export const peopleRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/people',
    summary: 'Those to whom something may be given, by name, e-mail address or id',
    query: ShareeWish,
    answer: Sharees,
    handle: (call) => (call.query.q.trim() === '' ? lately(call) : search(call, call.query.q)),
  }),
]
