import type { ActivityWish } from '../../../domain/activity/activity.ts'
import { listActivity } from '../../../domain/activity/list.ts'
import { sentence } from '../../wire/speech.ts'
import { answer, type MemberCall, type OcsAnswer, OcsFault, type OcsRoute } from '../call.ts'
import { readInteger, readText } from '../read.ts'
import { etagOf } from '../shown.ts'
import { activityRecord } from './record.ts'

const APP = '/apps/activity/api/v2/activity'
const DEFAULT_LIMIT = 50
const MOST = 200

type Only = Pick<ActivityWish, 'by' | 'node'>

const FILTERS: Readonly<Record<string, Only>> = {
  all: {},
  files: {},
  self: { by: 'self' },
  by: { by: 'others' },
}

function narrowed(call: MemberCall): Only {
  const name = call.path.filter ?? 'all'
  if (Object.hasOwn(FILTERS, name)) return FILTERS[name]!
  if (name !== 'filter') throw new OcsFault(404, 'no-activity-filter')
  const node = readInteger(call, 'object_id')
  if (readText(call, 'object_type') !== 'files' || node === undefined)
    throw new OcsFault(400, 'bad-parameter', { name: 'object_type' })
  return { node }
}

async function list(call: MemberCall): Promise<OcsAnswer> {
  const wish: ActivityWish = {
    since: Math.max(0, readInteger(call, 'since') ?? 0),
    order: readText(call, 'sort') === 'asc' ? 'oldest-first' : 'newest-first',
    limit: Math.max(1, Math.min(MOST, readInteger(call, 'limit') ?? DEFAULT_LIMIT)),
    ...narrowed(call),
  }
  const { activities, last } = await listActivity(call.domain, call.caller.actor, wish)
  const known: Record<string, string> = wish.since === 0 ? { 'X-Activity-First-Known': String(last) } : {}
  // Nothing more is 304, asked with an etag or not: clients stop there.
  if (activities.length === 0) return { data: [], headers: known, unchanged: true }
  const given = activities.at(-1)!.id
  const withPreviews = readText(call, 'previews') === 'true'
  const data = activities.map((activity) => activityRecord(call, activity, withPreviews))
  return {
    data,
    etag: etagOf(data),
    headers: { ...known, 'X-Activity-Last-Given': String(given), Link: nextPage(call, wish, given) },
  }
}

function nextPage(call: MemberCall, wish: ActivityWish, given: number): string {
  const query = new URLSearchParams({
    since: String(given),
    limit: String(wish.limit),
    sort: wish.order === 'oldest-first' ? 'asc' : 'desc',
  })
  for (const name of ['object_type', 'object_id', 'previews', 'format']) {
    const value = readText(call, name)
    if (value !== undefined) query.set(name, value)
  }
  const filter = call.path.filter === undefined ? '' : `/${call.path.filter}`
  return `<${call.base}/ocs/v2.php${APP}${filter}?${query}>; rel="next"`
}

const filters = ({ base, language }: MemberCall): OcsAnswer =>
  answer(
    ['all', 'self', 'by', 'files'].map((id, place) => ({
      id,
      name: sentence(language, `ocs.activity-filters.${id}`),
      icon: `${base}/core/img/actions/history.svg`,
      priority: place,
    })),
  )

/** What happened to one's files (ocs.md §10). */
export const activityRoutes: readonly OcsRoute[] = [
  { method: 'GET', path: APP, access: 'member', handle: list },
  { method: 'GET', path: `${APP}/filters`, access: 'member', handle: filters },
  { method: 'GET', path: `${APP}/{filter}`, access: 'member', handle: list },
]
