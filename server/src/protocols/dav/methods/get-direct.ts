import type { Node } from '../../../domain/files/node.ts'
import { readFile } from '../../../domain/files/open.ts'
import type { Exchange } from '../exchange.ts'
import type { Methods } from '../trees/tree.ts'
import { sendFile } from './send-file.ts'

/** The one file that an address without credentials stands for. */
export function getDirect(domain: Exchange['domain'], node: Node): Methods {
  const get = (exchange: Exchange): Promise<void> =>
    sendFile(exchange, node, node.name, (range) =>
      readFile(domain, node, { start: range.start, end: range.end + 1 }),
    )
  return { GET: get, HEAD: get }
}
