import { listUploads, lookUpload } from '../../../../domain/uploads/list.ts'
import type { Upload } from '../../../../domain/uploads/upload.ts'
import type { Sender } from '../../../../vocabulary/actor.ts'
import { describe, type Told } from '../../describe.ts'
import type { Exchange } from '../../exchange.ts'
import { notFound } from '../../fault.ts'
import { type UploadLine, uploadProperties } from '../../properties/uploads.ts'
import { WHOLE } from './names.ts'

export const propfindUploads = (exchange: Exchange<Sender>): Promise<void> =>
  describe(exchange, uploadProperties, (members) =>
    exchange.path.length === 0 ? uploads(exchange, members) : upload(exchange, members),
  )

const place = (upload: Upload): Told<UploadLine> => ({
  path: [upload.name],
  collection: true,
  line: { file: null, modified: upload.touched },
})

async function uploads({ domain, actor }: Exchange<Sender>, members: boolean): Promise<Told<UploadLine>[]> {
  const root = { path: [], collection: true, line: { file: null, modified: null } }
  // Visitors of a link know what they sent by its name, and not what others do.
  const listed = members && actor.kind === 'member' ? await listUploads(domain, actor) : []
  return [root, ...listed.map(place)]
}

async function upload(
  { domain, actor, path }: Exchange<Sender>,
  members: boolean,
): Promise<Told<UploadLine>[]> {
  const [name, chunk, ...below] = path as [string, ...string[]]
  const { upload, chunks } = await lookUpload(domain, actor, name)
  const file = (called: string, etag: string, size: number): Told<UploadLine> => ({
    path: [name, called],
    collection: false,
    line: { file: { size, etag }, modified: upload.touched },
  })
  const files = [
    file(WHOLE, wholeEtag(upload), upload.size),
    ...chunks.map((one) => file(one.name, one.etag, one.size)),
  ]
  if (chunk === undefined) return members ? [place(upload), ...files] : [place(upload)]
  const asked = below.length > 0 ? undefined : files.find((one) => one.path[1] === chunk)
  if (asked === undefined) throw notFound('node-missing', { path: path.join('/') })
  return [asked]
}

export const wholeEtag = (upload: Upload): string => `${upload.id}-${upload.revision}`
