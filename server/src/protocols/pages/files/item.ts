import { familyOf } from '@nuage/contract'
import { findById } from '../../../domain/files/find-by-id.ts'
import { type Entry, list } from '../../../domain/files/list.ts'
import { lookup } from '../../../domain/files/look-up.ts'
import type { Member } from '../../../vocabulary/actor.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { allows, DOWNLOAD } from '../../../vocabulary/permissions.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { encodeSegment } from '../../wire/href.ts'
import { day, size } from '../figures.ts'
import { type Fragment, type Html, html } from '../html.ts'
import { show } from '../look/show.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'

/** More are in the apps, and in the archive. */
const SHOWN = 500

/** A direct link: it finds its file or folder wherever that was moved to, and shows it without any script. */
export const item: Handler = async (visit, _fields, query, { id = '' }) => {
  const member = visit.session?.member
  const own = `/f/${id}`
  if (member === undefined) return visit.redirect(`/login?${new URLSearchParams({ redirect_url: own })}`, 302)
  if (visit.options.app && !query.has('plain')) return visit.redirect(await placeInApp(visit, member, id))
  const { node, location } = await findById(visit.domain, member, /^\d{1,15}$/.test(id) ? Number(id) : 0)
  const { say } = visit
  const name = location.path.at(-1) ?? say('places.my-files')
  const folder = node.kind === FOLDER
  const entries = folder ? (await list(visit.domain, member, location.path, [])).members : []
  const download = davPath(visit, member.person, location.path) + (folder ? '?accept=zip' : '')
  const mayHave = allows(location.permissions, DOWNLOAD)
  const content = html`<div class="card">
${trail(visit, location.path)}
<h1>${name}</h1>
<div class="thing">${glyph(visit, node)}<div><span>${facts(visit, node)}</span></div></div>
${
  mayHave &&
  html`<a class="button" href="${download}" download>${say(folder ? 'pages.item.download-folder' : 'pages.item.download')}</a>`
}
</div>
${folder && members(visit, entries)}`
  return show(visit, { title: name, content, again: own })
}

/** A file is marked in its folder. What is not there, or not theirs, the app tells of. */
async function placeInApp({ domain }: Visit, member: Member, id: string): Promise<string> {
  const number = /^\d{1,15}$/.test(id) ? Number(id) : 0
  try {
    const { node, location } = await findById(domain, member, number)
    if (node.kind === FOLDER) return `/files/${number}`
    const place = await lookup(domain, member, location.path)
    return `/files/${place!.trail.at(-2)}?item=${number}`
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'not-found') return `/files/${number}`
    throw error
  }
}

const davPath = (visit: Visit, person: string, path: readonly string[]): string =>
  visit.path(`/remote.php/dav/files/${[person, ...path].map(encodeSegment).join('/')}`)

type Shown = Pick<Entry['node'], 'kind' | 'mime' | 'size' | 'mtime'>

const glyph = (visit: Visit, { kind, mime }: Shown): Html =>
  html`<img class="glyph" alt="" width="28" height="28" src="${visit.path(`/apps/theming/img/core/filetypes/${kind === FOLDER ? 'folder' : familyOf(mime)}.svg`)}">`

function facts(visit: Visit, node: Shown): string {
  const { say, language, options } = visit
  const date = day(node.mtime, seconds(visit.domain.now()), language, options.timeZone)
  return `${size(node.size, language)} · ${say('pages.item.changed', { date })}`
}

const trail = (visit: Visit, path: readonly string[]): Fragment =>
  path.length > 1 &&
  html`<p class="quiet">${visit.say('pages.item.in', { folder: path.slice(0, -1).join(' › ') })}</p>`

function members(visit: Visit, entries: readonly Entry[]): Html {
  const { say } = visit
  if (entries.length === 0) return html`<p class="quiet aside">${say('pages.item.empty')}</p>`
  const folders = entries.filter(({ node }) => node.kind === FOLDER)
  const files = entries.filter(({ node }) => node.kind !== FOLDER)
  const shown = [...folders, ...files].slice(0, SHOWN)
  return html`<section class="card" aria-labelledby="members"><h2 id="members">${say('pages.item.members')}</h2>
<ul class="rows">${shown.map(
    ({ node, name }) =>
      html`<li>${glyph(visit, node)}<div><a class="plain" href="${visit.path(`/f/${node.id}`)}"><strong>${name}</strong></a><span>${facts(visit, node)}</span></div></li>`,
  )}</ul>${
    entries.length > SHOWN &&
    html`<p class="quiet">${say('pages.item.more', { count: entries.length - SHOWN })}</p>`
  }
</section>`
}
