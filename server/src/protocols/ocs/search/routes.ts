import { MOST_RESULTS } from '../../../domain/search/query.ts'
import { searchNames } from '../../../domain/search/search-names.ts'
import { sentence } from '../../wire/speech.ts'
import { answer, type MemberCall, type OcsAnswer, OcsFault, type OcsRoute } from '../call.ts'
import { readInteger, readText } from '../read.ts'
import { etagOf } from '../shown.ts'
import { searchRecord } from './record.ts'

const PATH = '/search/providers'
const FILES = 'files'
const DEFAULT_LIMIT = 5
const MOST = 100

const nameOf = ({ language }: MemberCall): string => sentence(language, 'ocs.search.files') ?? ''

function providers(call: MemberCall): OcsAnswer {
  const data = [
    {
      id: FILES,
      appId: FILES,
      name: nameOf(call),
      icon: '/apps/theming/img/core/filetypes/folder.svg',
      order: 5,
      isExternalProvider: false,
      triggers: [FILES],
      filters: { term: 'string', since: 'datetime', until: 'datetime' },
      inAppSearch: false,
    },
  ]
  return { data, etag: etagOf(data) }
}

/** What somebody types, while they type it. */
async function find(call: MemberCall): Promise<OcsAnswer> {
  if (call.path.provider !== FILES) throw new OcsFault(404, 'no-search-provider')
  const first = cursorOf(call)
  const limit = Math.max(1, Math.min(MOST, readInteger(call, 'limit') ?? DEFAULT_LIMIT))
  const { found, facets, more } = await searchNames(call.domain, call.caller.actor, {
    term: readText(call, 'term') ?? '',
    since: timeOf(call, 'since'),
    until: timeOf(call, 'until'),
    first,
    limit,
  })
  return answer({
    name: nameOf(call),
    isPaginated: true,
    entries: found.map((one) => searchRecord(call, one, facets)),
    cursor: more ? first + limit : null,
  })
}

function cursorOf(call: MemberCall): number {
  const cursor = readInteger(call, 'cursor') ?? 0
  if (cursor < 0 || cursor > 20 * MOST_RESULTS) throw new OcsFault(400, 'bad-parameter', { name: 'cursor' })
  return cursor
}

/** Unix seconds or a date. */
function timeOf(call: MemberCall, name: string): number | undefined {
  const text = readText(call, name)?.trim()
  if (text === undefined || text === '') return undefined
  const time = /^\d{1,12}$/.test(text) ? Number(text) * 1000 : Date.parse(text)
  if (Number.isNaN(time)) throw new OcsFault(400, 'bad-parameter', { name })
  return Math.floor(time / 1000)
}

/** Unified search (ocs.md §13.5): only what there is to search. */
export const searchRoutes: readonly OcsRoute[] = [
  { method: 'GET', path: PATH, access: 'member', handle: providers },
  { method: 'GET', path: `${PATH}/{provider}/search`, access: 'member', handle: find },
]
