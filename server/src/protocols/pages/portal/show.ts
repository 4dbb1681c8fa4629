import { type Portal, readPortal } from '../../../domain/portal/mine.ts'
import type { Tile } from '../../../domain/portal/tile.ts'
import { picturePath } from '../../wire/academy-look.ts'
import { signInFirst } from '../account/sign-in.ts'
import { type Fragment, type Html, html } from '../html.ts'
import { cloud } from '../look/cloud.ts'
import { hidden } from '../look/frame.ts'
import { icon } from '../look/icons.ts'
import { show } from '../look/show.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'

export const PORTAL = '/portal'

/** Nuage and what the academy offers beside it: what somebody marked stands first. */
export const portal: Handler = async (visit, _fields, query) => {
  if (visit.session === undefined) return signInFirst(visit, PORTAL)
  const { say, academy } = visit
  const here = await readPortal(visit.domain, visit.session.person!)
  const title = say('pages.portal.title')
  const content = html`<div class="portal"><h1>${title}</h1>
${academy !== undefined && html`<p class="lead">${academy.brand.line ?? academy.name}</p>`}
${told(visit, here, query.get('marked'))}
<section aria-labelledby="mine"><h2 id="mine">${say('pages.portal.mine')}</h2>
<ul class="tiles">${nuage(visit)}${here.favourites.map((tile) => shown(visit, tile, true, query))}</ul></section>
${
  here.others.length > 0 &&
  html`<section aria-labelledby="others"><h2 id="others">${say('pages.portal.others')}</h2>
<ul class="tiles">${here.others.map((tile) => shown(visit, tile, false, query))}</ul></section>`
}
${academy?.brand.help !== undefined && html`<p class="aside"><a class="plain" href="${academy.brand.help}" rel="noreferrer">${say('pages.choose.help')}</a></p>`}
</div>`
  return show(visit, { title, content, wide: true, again: PORTAL })
}

/** What became of a star that was just pressed. */
function told({ say }: Visit, { favourites, others }: Portal, id: string | undefined): Fragment {
  const marked = favourites.find((tile) => tile.id === id)
  const tile = marked ?? others.find((one) => one.id === id)
  if (tile === undefined) return undefined
  const text = say(marked ? 'pages.portal.marked' : 'pages.portal.unmarked', { name: tile.name })
  return html`<p class="quiet" role="status">${text}</p>`
}

/** What is always there, and always first. */
function nuage(visit: Visit): Html {
  const { say } = visit
  const name = say('product.name')
  return html`<li class="tile"><span class="badge">${cloud('logo')}</span><div><h3>${name}</h3><p>${say('pages.portal.nuage')}</p></div>
${open(visit, name, visit.path('/'))}</li>`
}

const open = ({ say }: Visit, name: string, href: string): Html =>
  html`<a class="button small" href="${href}">${say('pages.portal.open')}<span class="unseen"> ${name}</span></a>`

function shown(visit: Visit, tile: Tile, isMarked: boolean, query: ReadonlyMap<string, string>): Html {
  return html`<li class="tile">${badge(visit, tile)}<div><h3>${tile.name}</h3>${tile.line !== '' && html`<p>${tile.line}</p>`}</div>
${star(visit, tile, isMarked, query.get('marked') === tile.id)}
${open(visit, tile.name, tile.address)}</li>`
}

const badge = (visit: Visit, { name, picture }: Tile): Html =>
  picture === undefined
    ? html`<span class="badge initial" aria-hidden="true">${[...new Intl.Segmenter('fr').segment(name)][0]!.segment.toUpperCase()}</span>`
    : html`<span class="badge plate"><img src="${visit.path(picturePath(picture))}" alt="" width="40" height="40"></span>`

/** Whoever pressed it by key finds themselves on it again, wherever it now stands. */
function star(visit: Visit, { id, name }: Tile, isMarked: boolean, isHere: boolean): Html {
  const label = visit.say(isMarked ? 'pages.portal.unmark' : 'pages.portal.mark', { name })
  return html`<form method="post" action="${visit.path(PORTAL)}">${hidden(visit, { tile: id, favourite: isMarked ? '' : '1' })}
<button class="star" type="submit" aria-label="${label}" title="${label}"${isHere && html` autofocus`}>${icon('star', isMarked ? 'full' : '')}</button></form>`
}
