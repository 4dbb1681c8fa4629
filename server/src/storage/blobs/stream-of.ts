import { Readable } from 'node:stream'

/** A stream over bytes that are there already. */
export function streamOf(bytes: Buffer): Readable {
  const stream = new Readable({ read() {} })
  if (bytes.length > 0) stream.push(bytes)
  stream.push(null)
  return stream
}
