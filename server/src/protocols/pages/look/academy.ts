import { accentStyleSheet } from '@nuage/contract'
import type { Academy } from '../../../domain/academies/academy.ts'
import { accentPath, picturePath } from '../../wire/academy-look.ts'
import { sendNothing } from '../data.ts'
import { type Fragment, html } from '../html.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'

/** An accent as every theme bears it: made from its name alone, so it never changes. */
export const accentSheet: Handler = async ({ reply }, _fields, _query, { colour = '' }) => {
  const [, accent] = /^([0-9a-f]{6})\.css$/.exec(colour) ?? []
  if (accent === undefined) return sendNothing(reply, 404)
  return reply
    .header('content-type', 'text/css; charset=utf-8')
    .header('cache-control', 'public, max-age=31536000, immutable')
    .header('x-content-type-options', 'nosniff')
    .send(accentStyleSheet(`#${accent}`))
}

/** For the head of a page. */
export const accentLink = (visit: Visit, academy: Academy | undefined): Fragment =>
  academy?.brand.accent !== undefined &&
  html`<link rel="stylesheet" href="${visit.path(accentPath(academy.brand.accent))}">`

/** Beside our own name. */
export const academyName = (visit: Visit, { name, logo }: Academy): Fragment =>
  html`<p class="academy">${logo !== undefined && html`<span class="plate"><img src="${visit.path(picturePath(logo))}" alt="" height="32"></span>`}<span>${name}</span></p>`
