import { parseDepth } from '../../wire/depth.ts'
import { prefersMinimal } from '../../wire/prefer.ts'
import { compileResponse, EMPTY_ELEMENT, type PropertyValue } from '../../wire/xml/multistatus.ts'
import { clark, DAV } from '../../wire/xml/names.ts'
import { answer, type Exchange, header } from '../exchange.ts'
import { DavFault, SABRE } from '../fault.ts'
import { options } from '../methods/options.ts'
import { sendMultistatus } from '../multistatus.ts'
import { readQuestion } from '../question.ts'
import type { Methods } from './tree.ts'

const NOTICE =
  'This is the WebDAV interface. It can only be accessed by WebDAV clients such as the Nextcloud desktop sync client.'

/** A collection of which nothing but its existence is told. Who else has an account is nobody's business. */
export async function describeBare(exchange: Exchange): Promise<void> {
  const question = await readQuestion(exchange)
  if (
    parseDepth(header(exchange, 'depth'), 0) > 0 &&
    exchange.path.length === 0 &&
    exchange.base.split('/').length > 3
  )
    throw new DavFault(405, `${SABRE}MethodNotAllowed`, 'listing-disabled')
  const values = question.names.map((name): PropertyValue => {
    if (clark(name) === `{${DAV}}resourcetype`) return '<d:collection/>'
    return question.kind === 'names' ? EMPTY_ELEMENT : null
  })
  const line = compileResponse(question.names, { minimal: prefersMinimal(exchange.request.headers) })(
    `${exchange.base}/`,
    values,
  )
  await sendMultistatus(exchange, [[line]])
}

export const bare: Methods = {
  OPTIONS: options,
  PROPFIND: describeBare,
  GET: async (exchange) => answer(exchange, 200, { 'Content-Type': 'text/plain; charset=utf-8' }, NOTICE),
  HEAD: async (exchange) => answer(exchange, 200, { 'Content-Type': 'text/plain; charset=utf-8' }),
}
