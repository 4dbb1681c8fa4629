import { recommendSharees } from '../../../domain/sharees/recommend.ts'
import { type Sharees, searchSharees } from '../../../domain/sharees/search.ts'
import { GROUP, MAIL, PERSON } from '../../../domain/shares/share.ts'
import { type MemberCall, type OcsAnswer, OcsFault, type OcsRoute } from '../call.ts'
import { readInteger, readList, readText } from '../read.ts'
import { publicRecord } from '../user-status/record.ts'
import { API } from './places.ts'

const PER_PAGE = 200
const LAST_PAGE = 1000

type FoundPerson = Sharees['exact']['people'][number]

function personHit(call: MemberCall, { id, name, email }: FoundPerson, statuses?: Sharees['statuses']) {
  const status = statuses?.get(id)
  return {
    label: name,
    subline: '',
    icon: 'icon-user',
    value: { shareType: PERSON, shareWith: id },
    shareWithDisplayNameUnique: email || id,
    status: status === undefined ? [] : statusOf(publicRecord(call, status)),
  }
}

const statusOf = ({ userId: _, ...said }: ReturnType<typeof publicRecord>) => ({
  ...{ status: said.status, message: said.message, icon: said.icon, clearAt: said.clearAt },
})

const groupHit = ({ id, name }: { id: string; name: string }) => ({
  label: name,
  value: { shareType: GROUP, shareWith: id },
})

const addressHit = (address: string) => ({
  label: address,
  uuid: address,
  value: { shareType: MAIL, shareWith: address },
})

/** Android throws where one of these lists is missing (ocs.md §7). */
const NONE = { users: [], groups: [], remotes: [], remote_groups: [], emails: [] }
const MORE_KINDS = { circles: [], rooms: [] }

async function search(call: MemberCall): Promise<OcsAnswer> {
  const page = readInteger(call, 'page') ?? 1
  const perPage = readInteger(call, 'perPage') ?? PER_PAGE
  if (perPage <= 0) throw new OcsFault(400, 'sharing.per-page')
  if (page < 1 || page > LAST_PAGE) throw new OcsFault(400, 'sharing.page')
  demandItemType(call)
  const text = readText(call, 'search') ?? ''
  const types = readList(call, 'shareType')
  const kinds = types.length === 0 ? undefined : types.map(Number)
  const found = await searchSharees(call.domain, call.caller.actor, { text, kinds, page, perPage })
  const { exact, proposed, statuses } = found
  return {
    data: {
      exact: {
        ...NONE,
        users: exact.people.map((person) => personHit(call, person, statuses)),
        groups: exact.groups.map(groupHit),
        emails: exact.addresses.map(addressHit),
        ...MORE_KINDS,
      },
      ...NONE,
      users: proposed.people.map((person) => personHit(call, person, statuses)),
      groups: proposed.groups.map(groupHit),
      lookup: [],
      ...MORE_KINDS,
      lookupEnabled: false,
    },
    ...(found.more ? { headers: { link: nextPage(call, types, page, found.perPage) } } : {}),
  }
}

function demandItemType(call: MemberCall): void {
  if ((readText(call, 'itemType') ?? '') === '') throw new OcsFault(400, 'sharing.item-type')
}

function nextPage(call: MemberCall, types: readonly string[], page: number, perPage: number): string {
  const query = new URLSearchParams({
    search: readText(call, 'search') ?? '',
    itemType: readText(call, 'itemType') ?? '',
  })
  for (const [at, type] of types.entries()) query.set(`shareType[${at}]`, type)
  query.set('perPage', String(perPage))
  query.set('page', String(page + 1))
  return `<${call.base}/ocs/v${call.version}.php${API}/sharees?${query}>; rel="next"`
}

async function recommended(call: MemberCall): Promise<OcsAnswer> {
  demandItemType(call)
  const found = await recommendSharees(call.domain, call.caller.actor)
  const users = found
    .filter(({ kind }) => kind === PERSON)
    .map((one) => ({ ...personHit(call, { ...one, name: one.name || one.id }), count: one.count }))
  const groups = found
    .filter(({ kind }) => kind === GROUP)
    .map((one) => ({ ...groupHit({ ...one, name: one.name || one.id }), count: one.count }))
  return { data: { exact: NONE, ...NONE, users, groups } }
}

/** Whom one may share with (ocs.md §7). */
export const shareeRoutes: readonly OcsRoute[] = [
  { method: 'GET', path: `${API}/sharees`, access: 'member', handle: search },
  { method: 'GET', path: `${API}/sharees_recommended`, access: 'member', handle: recommended },
]
