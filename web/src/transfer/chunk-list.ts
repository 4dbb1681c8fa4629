import { send, uploadAddress } from './dav.ts'
import { isFine, Refused } from './refused.ts'

export interface Arrived {
  /** Bytes, of all chunks that are there, in their order. */
  readonly bytes: number
  /** The number of the last of them. */
  readonly last: number
}

const DAV = 'DAV:'
const WANTED =
  '<?xml version="1.0"?><d:propfind xmlns:d="DAV:"><d:prop><d:getcontentlength/></d:prop></d:propfind>'

/** @param xml a multistatus of an upload and its chunks, whose names are numbers. */
function read(xml: string): Arrived {
  const document = new DOMParser().parseFromString(xml, 'application/xml')
  let bytes = 0
  let last = 0
  for (const response of document.getElementsByTagNameNS(DAV, 'response')) {
    const href = response.getElementsByTagNameNS(DAV, 'href')[0]?.textContent ?? ''
    const number = /\/(\d+)$/.exec(href)?.[1]
    const length = response.getElementsByTagNameNS(DAV, 'getcontentlength')[0]?.textContent
    if (number === undefined || !length) continue
    bytes += Number(length)
    last = Math.max(last, Number(number))
  }
  return { bytes, last }
}

/** What has arrived of an upload; undefined when the server does not know it, or no longer. @throws Refused. */
export async function listChunks(upload: string, signal: AbortSignal): Promise<Arrived | undefined> {
  const { status, text } = await send('PROPFIND', uploadAddress(upload), {
    headers: { Depth: '1', 'Content-Type': 'application/xml' },
    body: WANTED,
    signal,
  })
  if (status === 404) return undefined
  if (!isFine(status)) throw new Refused(status)
  return read(text)
}
