import { type BulkOutcome, writeBulk } from '../../../domain/uploads/bulk.ts'
import type { Member } from '../../../vocabulary/actor.ts'
import { BodyStalled, BodyTruncated } from '../../wire/byte-count.ts'
import { isScripted } from '../../wire/challenge.ts'
import { announcedLengths } from '../../wire/length-headers.ts'
import { MalformedRelated, relatedBoundary } from '../../wire/related.ts'
import { faultOf, sentence } from '../answer-fault.ts'
import { answer, type Exchange, header, publicId } from '../exchange.ts'
import { badRequest, DavFault } from '../fault.ts'
import { permissionLetters } from '../properties/permission-letters.ts'
import { readParts, type Slot } from './bulk-parts.ts'

/** Many small files in one request (webdav.md §17): each of them succeeds or fails by itself. */
export async function bulk(exchange: Exchange<Member>): Promise<void> {
  const { domain, actor, request } = exchange
  const boundary = relatedBoundary(header(exchange, 'content-type'))
  if (boundary === null) throw badRequest('bulk-type')
  const slots: Slot[] = []
  const parts = readParts(exchange, boundary, announcedLengths(request.headers), slots)
  const { outcomes, fault } = await writeBulk(domain, actor, parts)
  if (fault !== undefined && !isBodyFault(fault)) throw fault
  const told = tell(exchange, slots, outcomes)
  answer(
    exchange,
    fault === undefined ? 200 : 400,
    { 'Content-Type': 'application/json; charset=utf-8' },
    // The reference's empty list; no name of a file may be taken for a key of some prototype.
    told.length === 0 ? '[]' : `{${told.join(',')}}`,
  )
}

/** The body cannot be read on: what had arrived before is written, and told. */
const isBodyFault = (fault: unknown): boolean =>
  fault instanceof MalformedRelated ||
  fault instanceof BodyTruncated ||
  fault instanceof BodyStalled ||
  (fault instanceof DavFault && fault.status === 400)

/** A part that broke off has no outcome and is not told of. */
function tell(
  exchange: Exchange<Member>,
  slots: readonly Slot[],
  outcomes: readonly BulkOutcome[],
): string[] {
  const told: string[] = []
  let next = 0
  for (const slot of slots) {
    const outcome = slot.refused === undefined ? outcomes[next++] : { refused: slot.refused }
    if (outcome !== undefined)
      told.push(`${JSON.stringify(slot.path)}:${JSON.stringify(result(exchange, outcome))}`)
  }
  return told
}

function result(exchange: Exchange<Member>, outcome: BulkOutcome): object {
  if ('refused' in outcome) {
    const fault = faultOf(exchange, outcome.refused)
    const told = { error: true, message: sentence({ ...exchange, method: 'PUT' }, fault) }
    // The reference tells no status here; the web app asks about a clash by it.
    return isScripted(exchange.request.headers) ? { ...told, status: fault.status } : told
  }
  const { node, seen } = outcome.written
  return {
    error: false,
    etag: node.etag,
    fileid: publicId(node.id, exchange.domain.instanceId),
    permissions: permissionLetters({ node, ...seen }),
  }
}
