import { makeParents } from '../../../domain/files/make-folder.ts'
import { beforeWrite, type FileWish, writeFile } from '../../../domain/files/write.ts'
import type { ChecksumType } from '../../../vocabulary/checksum.ts'
import { parseChecksums } from '../../wire/checksum-header.ts'
import { announcedLengths } from '../../wire/length-headers.ts'
import { parseUnixTime } from '../../wire/mtime-header.ts'
import { SHORT, takeBody } from '../body.ts'
import { judge } from '../conditions.ts'
import { answer, type Exchange, header, publicId, quoted } from '../exchange.ts'
import { badRequest } from '../fault.ts'

const HASHES: Readonly<Record<string, readonly ChecksumType[]>> = {
  md5: ['MD5'],
  sha1: ['SHA1'],
  sha256: ['SHA256'],
  all: ['MD5', 'SHA1', 'SHA256'],
}

export interface WriteHeaders {
  readonly mtime?: number
  readonly created?: number
}

/** Times as the writer's file has them. @throws MalformedHeader, before a byte is stored. */
export function writeTimes(exchange: Pick<Exchange, 'request'>): WriteHeaders {
  const mtime = parseUnixTime(header(exchange, 'x-oc-mtime'), 'X-OC-MTime')
  const created = parseUnixTime(header(exchange, 'x-oc-ctime'), 'X-OC-CTime')
  return { ...(mtime === null ? {} : { mtime }), ...(created === null ? {} : { created }) }
}

/** What a client needs to know of a file it has written, to not download it again. */
export function writtenHeaders(
  exchange: Exchange,
  node: { readonly id: number; readonly etag: string },
  times: WriteHeaders,
): Record<string, string> {
  return {
    ...(times.mtime === undefined ? {} : { 'X-OC-MTime': 'accepted' }),
    ...(times.created === undefined ? {} : { 'X-OC-CTime': 'accepted' }),
    'OC-FileId': publicId(node.id, exchange.domain.instanceId),
    ETag: quoted(node.etag),
    'OC-ETag': quoted(node.etag),
  }
}

export async function put(exchange: Exchange): Promise<void> {
  const { domain, actor, path } = exchange
  if (header(exchange, 'content-range') !== undefined) throw badRequest('content-range')
  const lengths = announcedLengths(exchange.request.headers)
  const times = writeTimes(exchange)
  const wanted = HASHES[header(exchange, 'x-hash')?.trim().toLowerCase() ?? ''] ?? []
  const { checksums } = parseChecksums(header(exchange, 'oc-checksum'))
  const judged = await judge(exchange, path)
  if (header(exchange, 'x-nc-webdav-auto-mkcol') === '1') await makeParents(domain, actor, path, judged.hold)
  const wish: FileWish = {
    ...judged,
    ...times,
    checksums,
    wanted,
    ...(lengths.expected === null ? {} : { announced: lengths.expected }),
    ...(lengths.content === null ? {} : { size: lengths.content }),
  }
  if (exchange.expectsContinue || (lengths.content ?? SHORT) >= SHORT)
    await beforeWrite(domain, actor, path, wish)
  const written = await writeFile(domain, actor, path, await takeBody(exchange, lengths), wish)
  const headers = writtenHeaders(exchange, written.node, times)
  for (const type of wanted) headers[`X-Hash-${type}`] = written.digests.get(type) ?? ''
  answer(exchange, written.created ? 201 : 204, headers)
}
