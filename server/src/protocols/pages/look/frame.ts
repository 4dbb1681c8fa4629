import { type Fragment, type Html, html } from '../html.ts'
import type { Visit } from '../visit.ts'
import { academyName, accentLink } from './academy.ts'
import { script, styleSheet } from './assets.ts'
import { cloud } from './cloud.ts'

export interface Page {
  /** Of the window; the heading stands in the content. */
  readonly title: string
  readonly content: Fragment
  /** Where the page can be asked for again in the other language; without, the choice is not offered. */
  readonly again?: string
  /** For people without an account: nothing leads them to a sign-in, and this stands at the foot. */
  readonly outside?: Fragment
  /** For lists and pictures. */
  readonly wide?: boolean
  /** The scheme of an app that a form of the page, or one of the next page, leads to. */
  readonly formsLeadTo?: string
}

export function frame(visit: Visit, page: Page): Html {
  const { say, language } = visit
  // Strangers see what is shared with them as Nuage's.
  const academy = page.outside === undefined ? visit.academy : undefined
  return html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${page.title} – ${say('product.name')}</title>
<link rel="icon" href="${visit.path('/favicon.svg')}" type="image/svg+xml">
<link rel="apple-touch-icon" href="${visit.path('/apple-touch-icon.png')}">
<link rel="stylesheet" href="${visit.path(styleSheet.path)}">
${accentLink(visit, academy)}
<script src="${visit.path(script.path)}" defer></script>
</head>
<body${page.wide && html` class="wide"`}>
<a class="skip" href="#content">${say('pages.frame.skip')}</a>
<div class="sky" aria-hidden="true">${cloud('far')}${cloud('near')}</div>
<header class="top">
${academy === undefined ? brand(visit, page) : html`<div class="named">${brand(visit, page)}${academyName(visit, academy)}</div>`}
${who(visit)}
</header>
<main id="content" tabindex="-1">
${page.content}
</main>
${(page.again !== undefined || page.outside !== undefined) && html`<footer class="foot">${page.outside}${page.again !== undefined && languageLink(visit, page.again)}</footer>`}
</body>
</html>
`
}

function brand(visit: Visit, page: Page): Html {
  const shown = html`${cloud('logo')}<span>${visit.say('product.name')}</span>`
  return page.outside === undefined
    ? html`<a class="brand" href="${visit.path('/')}" aria-label="${visit.say('pages.frame.home')}">${shown}</a>`
    : html`<p class="brand">${shown}</p>`
}

const who = (visit: Visit): Fragment =>
  (visit.session ?? visit.pending) !== undefined &&
  html`<form method="post" action="${visit.path('/logout')}">${hidden(visit)}<button class="button bare" type="submit">${visit.say('pages.frame.sign-out')}</button></form>`

function languageLink(visit: Visit, again: string): Html {
  const other = visit.language === 'fr' ? 'en' : 'fr'
  const href = visit.path(`${again}${again.includes('?') ? '&' : '?'}lang=${other}`)
  return html`<a class="plain" lang="${other}" hreflang="${other}" href="${href}">${visit.say('pages.frame.language')}</a>`
}

/** Proves that the form came from a page of ours. */
export const hidden = (visit: Visit, fields: Readonly<Record<string, string>> = {}): Html =>
  html`<input type="hidden" name="requesttoken" value="${visit.formToken()}">${Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}`
