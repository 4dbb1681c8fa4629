import { type CommentsWish, listComments, MOST_COMMENTS } from '../../../../domain/comments/list.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import { encodePath } from '../../../wire/href.ts'
import { childOf, type XmlElement } from '../../../wire/xml/element.ts'
import { OWNCLOUD } from '../../../wire/xml/names.ts'
import type { Exchange } from '../../exchange.ts'
import { badRequest, forbidden } from '../../fault.ts'
import { sendMultistatus } from '../../multistatus.ts'
import { commentProperties, REPORTED } from '../../properties/comments.ts'
import { compileLines, findProperty } from '../../properties/render.ts'
import { ofFileAddress } from '../of-file.ts'
import { numberIn, readReport } from '../read-report.ts'

/** REPORT `oc:filter-comments`: what the web shows, a page at a time. */
export async function reportComments(exchange: Exchange<Member>): Promise<void> {
  const { domain, actor, base, path } = exchange
  const { node, part } = ofFileAddress(exchange)
  const root = await readReport(exchange, 'filter-comments')
  if (node === undefined || part !== undefined) throw forbidden('not-allowed-here')
  const { comments } = await listComments(domain, actor, node, wishOf(root))
  const properties = REPORTED.map((name) => findProperty(commentProperties, name))
  const render = compileLines(REPORTED, properties, {})
  const lines = comments.map((comment) =>
    render(`${base}${encodePath([...path, String(comment.id)])}`, { kind: 'comment', comment }, undefined),
  )
  await sendMultistatus(exchange, [lines])
}

function wishOf(root: XmlElement): CommentsWish {
  const said = childOf(root, OWNCLOUD, 'datetime')?.text.trim() ?? ''
  const until = said === '' ? undefined : Math.floor(Date.parse(said) / 1000)
  if (Number.isNaN(until)) throw badRequest('comments-time')
  return {
    limit: Math.min(numberIn(root, OWNCLOUD, 'limit') || MOST_COMMENTS, MOST_COMMENTS),
    offset: numberIn(root, OWNCLOUD, 'offset') ?? 0,
    ...(until === undefined ? {} : { until }),
  }
}
