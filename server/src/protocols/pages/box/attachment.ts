import { openAttachment } from '../../../domain/boxes/attachments.ts'
import { contentDisposition } from '../../wire/content-disposition.ts'
import { PAGE_HEADERS } from '../look/headers.ts'
import { inBox } from './door.ts'

/** A file that goes with the instructions: always to be saved, never shown as a page of ours. */
export const attachment = inBox(async (visit, box, { parameters }) => {
  const at = /^\d{1,3}$/.test(parameters.at ?? '') ? Number(parameters.at) : -1
  const { node, body } = await openAttachment(visit.domain, box.visitor, at)
  return visit.reply
    .headers(PAGE_HEADERS)
    .header('content-type', 'application/octet-stream')
    .header('content-length', node.size)
    .header('content-disposition', contentDisposition(node.name))
    .send(body)
})
