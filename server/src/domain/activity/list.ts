import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { locate } from '../files/locate.ts'
import { mimeOf } from '../files/mime.ts'
import { readView } from '../mounts/view.ts'
import type { Activity, ActivityWish } from './activity.ts'
import { Departures } from './departures.ts'
import { type Feed, feedOf } from './feed.ts'
import { type Line, readLines, type Span } from './lines.ts'
import { seenNames } from './sight.ts'

/** So many numbers are looked through before others have their turn, at first and at most, and so many times. */
const FIRST_SPAN = 250
const SPAN = 4_000
const SPANS = 250

/**
 * What happened in a person's own space and in what they received, after or before something known.
 * @returns also the number of the last thing that happened at all, and the one to go on from if there may be more.
 * @throws Refusal `not-permitted` for a `since` that nobody can have been given.
 */
export async function listActivity(
  domain: Domain,
  actor: Member,
  wish: ActivityWish,
): Promise<{ activities: Activity[]; last: number; next: number | undefined }> {
  const feed = await feedOf(domain, actor.person)
  if (wish.since > feed.last) throw new Refusal('not-permitted', 'activity-since')
  const departures = new Departures(domain, feed)
  const activities: Activity[] = []
  let width = FIRST_SPAN
  let span = nextSpan(feed, wish, undefined, width)
  for (let spans = 0; span !== undefined && spans < SPANS && activities.length < wish.limit; spans++) {
    activities.push(...(await toldOf(domain, actor, { feed, departures, wish, span })))
    width = Math.min(SPAN, width * 4)
    span = nextSpan(feed, wish, span, width)
  }
  const told = activities.slice(0, wish.limit)
  return { activities: told, last: feed.last, next: told.length < wish.limit ? undefined : told.at(-1)?.id }
}

/** What is to be looked through next. What was before the first that is kept takes no time to be looked through. */
function nextSpan(
  { first, last }: Feed,
  { order, since }: ActivityWish,
  done: Span | undefined,
  width: number,
): Span | undefined {
  if (order === 'newest-first') {
    const high = done === undefined ? (since === 0 ? last : since - 1) : done.low - 1
    return high < first ? undefined : { low: Math.max(first, high - width + 1), high }
  }
  const low = done === undefined ? Math.max(first, since + 1) : done.high + 1
  return low > last ? undefined : { low, high: Math.min(last, low + width - 1) }
}

interface Look {
  readonly feed: Feed
  readonly departures: Departures
  readonly wish: ActivityWish
  readonly span: Span
}

/** What happened in a span, in the order that is wished. */
async function toldOf(
  domain: Domain,
  actor: Member,
  { feed, departures, wish, span }: Look,
): Promise<Activity[]> {
  const known = !feed.numbered || (await departures.readDownTo(span.low))
  return await domain.records.read(async (reader) => {
    const now = seconds(domain.now())
    const lines = await readLines(reader, feed, span, wish)
    const view = await readView(reader, actor.person, now)
    const names = known
      ? await seenNames(reader, lines, { feed, view, departures })
      : new Map<number, string>()
    const told = lines.filter(({ id, space }) => space === feed.own || names.has(id))
    if (wish.order === 'newest-first') told.reverse()
    const nodes = [...new Set(told.map(({ node }) => node))]
    const locations = await locate(reader, actor, nodes, now)
    return told.map((line) => activityOf(line, names.get(line.id), locations.get(line.node)?.path))
  })
}

function activityOf(line: Line, seen: string | undefined, path: readonly string[] | undefined): Activity {
  const { id, at, actor, node, kind } = line
  const name = seen ?? line.to_name ?? line.from_name ?? ''
  return {
    ...{ id, at, node, kind, name, path },
    verb: line.verb === 'move' && line.from_parent === line.to_parent ? 'rename' : line.verb,
    actor: actor === null ? null : { id: actor, name: line.actor_name || actor },
    // What it is by now is for those who see it.
    mime: kind === FOLDER || kind === null ? '' : path === undefined ? mimeOf(name) : (line.mime ?? ''),
  }
}
