import { familyOf } from '@nuage/contract'
import type { FastifyReply } from 'fastify'
import { type Attachment, listAttachments } from '../../../domain/boxes/attachments.ts'
import { MOST_FILES } from '../../../domain/boxes/begin-deposit.ts'
import { type Box, closedSince, type Hours, hoursOf } from '../../../domain/boxes/box.ts'
import { boxOf } from '../../../domain/boxes/open.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import { moment, size } from '../figures.ts'
import { type Fragment, type Html, html } from '../html.ts'
import { linkPath, linkRoute } from '../link/address.ts'
import { type OpenBox, sharerOf } from '../link/door.ts'
import { showOutside } from '../link/outside.ts'
import { icon } from '../look/icons.ts'
import { notice } from '../look/parts.ts'
import type { Visit } from '../visit.ts'
import { depositForm } from './form.ts'

/** What a box shows: what it is for, until when, and the form. Of what lies in it, nothing. */
export async function showBox(visit: Visit, open: OpenBox): Promise<FastifyReply> {
  const { say, domain } = visit
  const box = await boxOf(domain, open.visitor.share)
  const hours = hoursOf(box, seconds(domain.now()))
  const owner = await sharerOf(visit, open)
  const by = say('pages.box.by', { name: owner })
  // What the folder is called is its owner's own affair.
  const title = box.label || by
  const isOpen = hours === 'open' || hours === 'late'
  const content = html`<div class="card">
${box.label !== '' && html`<p class="by">${by}</p>`}
<h1>${title}</h1>
${timeOf(visit, box, hours)}
${taskOf(visit, open.token, box, hours === 'early' ? [] : await listAttachments(domain, box))}
${isOpen && html`<p class="may">${say('pages.box.private', { name: owner })}</p>`}
</div>
${isOpen && depositForm(visit, open.token, box, limitsOf(visit, box))}
<p class="aside"><a class="link" href="${linkPath(visit, open.token, '/receipt')}">${say('pages.box.check')}</a></p>`
  return showOutside(visit, open.token, { title, content, again: linkRoute(visit, open.token) })
}

/** Until when, in one sentence; another tone once it matters. */
function timeOf(visit: Visit, box: Box, hours: Hours): Fragment {
  const { opens, closes } = box
  const { say, language, options } = visit
  const date = (at: number | null): string => moment(at ?? 0, language, options.timeZone)
  switch (hours) {
    case 'early':
      return notice('attention', say('pages.box.early', { date: date(opens) }))
    case 'closed':
      return notice(
        'attention',
        say('pages.box.closed', { date: date(closedSince(box)) }),
        say('pages.box.closed-title'),
      )
    case 'late':
      return notice('attention', say('pages.box.late', { date: date(closes) }), say('pages.box.late-title'))
    case 'open':
      return (
        closes !== null &&
        html`<p class="until">${icon('clock')}<span>${say('pages.box.until', { date: date(closes) })}</span></p>`
      )
  }
}

function taskOf(visit: Visit, token: string, box: Box, attachments: readonly Attachment[]): Fragment {
  const instructions = box.instructions || box.note
  if (instructions === '' && attachments.length === 0) return undefined
  return html`<section class="task" aria-labelledby="task"><h2 id="task">${visit.say('pages.box.task')}</h2>
${instructions !== '' && html`<p class="written">${instructions}</p>`}
${attachments.length > 0 && html`<ul class="rows">${attachments.map((one) => attached(visit, token, one))}</ul>`}</section>`
}

const attached = (visit: Visit, token: string, { at, node }: Attachment): Html =>
  html`<li><img alt="" width="28" height="28" src="${visit.path(`/apps/theming/img/core/filetypes/${familyOf(node.mime)}.svg`)}"><div><a href="${linkPath(visit, token, `/attachment/${at}`)}" download>${node.name}</a><span>${size(node.size, visit.language)}</span></div></li>`

/** What the box takes, so that nobody learns it by a refusal. */
function limitsOf(visit: Visit, { mostFiles, mostBytes, types }: Box): string {
  const { say, language } = visit
  const said = [
    say('pages.box.limit-files', { count: mostFiles ?? MOST_FILES }),
    mostBytes !== null && say('pages.box.limit-size', { size: size(mostBytes, language) }),
    types !== '' && say('pages.box.limit-types', { types: typesOf(visit, types) }),
  ]
  return said.filter((one) => one !== false).join(' ')
}

function typesOf({ say, language }: Visit, types: string): string {
  const named = types
    .split(' ')
    .map((type) => (type.startsWith('.') ? type : say(`pages.box.types.${type}` as 'pages.box.types.pdf')))
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(named)
}
