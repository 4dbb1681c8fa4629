import { type BulkOutcome, type BulkPart, writeBulk } from '../../../domain/uploads/bulk.ts'
import type { Exchange } from '../exchange.ts'
import { DavFault, SABRE } from '../fault.ts'

export type { BulkOutcome, BulkPart }
export { writeBulk }
export async function bulk(_exchange: Exchange): Promise<void> {
  throw new DavFault(501, `${SABRE}NotImplemented`, 'method-unknown')
}
