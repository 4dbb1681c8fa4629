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

async function lately({ domain, actor }: Call): Promise<Sharee[]> {
  const found = await recommendSharees(domain, actor)
  return found.map((one) => (one.kind === GROUP ? group(one, false) : person(one, false)))
}

async function search({ domain, actor }: Call, text: string): Promise<Sharee[]> {
  const wish = { text, kinds: undefined, page: 1, perPage: SHOWN }
  const { exact, proposed } = await searchSharees(domain, actor, wish)
  return [
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
}

export const peopleRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/people',
    summary: 'Those to whom something may be given, by name, e-mail address or id',
    query: ShareeWish,
    answer: Sharees,
    handle: async (call) => ({
      entries: call.query.q.trim() === '' ? await lately(call) : await search(call, call.query.q),
    }),
  }),
]
