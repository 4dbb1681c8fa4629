import { html } from '../html.ts'
import type { Handler } from '../route.ts'
import { linkPath, linkRoute } from './address.ts'
import { showOutside } from './outside.ts'

/** Who keeps what of visitors, why and how long; the same for every link, so it tells nothing about this one. */
export const privacy: Handler = async (visit, _fields, _query, { token = '' }) => {
  const { say } = visit
  const title = say('pages.link.privacy.title')
  const part = (
    name: 'who' | 'visit' | 'password' | 'files' | 'rights',
  ) => html`<h2>${say(`pages.link.privacy.${name}-title`)}</h2>
<p>${say(`pages.link.privacy.${name}`, { host: new URL(visit.address.origin).host })}</p>
`
  const content = html`<div class="card prose"><h1>${title}</h1>
<p class="lead">${say('pages.link.privacy.lead')}</p>
${part('who')}${part('visit')}${part('password')}${part('files')}${part('rights')}
<div class="stack"><a class="button second" href="${linkPath(visit, token, '/report')}">${say('pages.link.privacy.contact')}</a>
<a class="button second" href="${linkPath(visit, token)}">${say('pages.link.back')}</a></div></div>`
  return showOutside(visit, token, { title, content, again: linkRoute(visit, token, '/privacy') })
}
