import { familyOf } from '@nuage/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Domain } from '../../domain/domain.ts'
import { showPage } from '../../domain/previews/pages.ts'
import { previewEtag, showPreview } from '../../domain/previews/show.ts'
import { sightById, sightOf } from '../../domain/previews/sight.ts'
import { fileById, fileByPath, type Subject, trashedById, versionOf } from '../../domain/previews/subject.ts'
import { variantFor } from '../../domain/previews/variant.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { API_HEADERS } from '../wire/api-headers.ts'
import { type Authenticated, authenticate } from '../wire/authenticate.ts'
import { publicAddress } from '../wire/public-address.ts'
import { sendPicture } from './answer.ts'
import { type Asked, BadWish, namesOf, readWish } from './wish.ts'

export interface PicturesOptions {
  readonly domain: Domain
  /** `NUAGE_PUBLIC_URL`; without, the request's own host. */
  readonly publicUrl?: string | undefined
}

type Find = (domain: Domain, member: Member, asked: Asked) => Promise<Subject>

const file: Find = (domain, member, { fileId, path }) => {
  if (fileId !== undefined) return fileById(domain, member, fileId)
  if (path !== undefined) return fileByPath(domain, member, path)
  throw new BadWish()
}

const trashed: Find = (domain, member, { fileId }) => {
  if (fileId === undefined) throw new BadWish()
  return trashedById(domain, member, fileId)
}

const version: Find = (domain, member, { path, version: stamp }) => {
  if (path === undefined || stamp === undefined) throw new BadWish()
  return versionOf(domain, member, path, stamp)
}

/** Addresses whose query tells everything (ocs.md §13.1). */
export const PREVIEWS: Readonly<Record<string, Find>> = {
  '/core/preview': file,
  '/core/preview.png': file,
  '/apps/files_trashbin/preview': trashed,
  '/apps/files_versions/preview': version,
}

/** A preview is its reader's alone, and its address changes with the file for clients that name its etag. */
const CACHING = 'private, max-age=86400, immutable'

/** @throws Refusal, BadWish. */
export async function givePreview(
  options: PicturesOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  find: Find,
): Promise<FastifyReply> {
  return await give(options, request, reply, readWish(request.raw.url ?? ''), find)
}

/** `/apps/files/api/v1/thumbnail/{x}/{y}/{path}`, which older Androids ask for. @throws Refusal, BadWish. */
export async function giveThumbnail(
  options: PicturesOptions,
  request: FastifyRequest<{ Params: { x: string; y: string; '*': string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { x, y, '*': path } = request.params
  const { wish } = readWish(`?${new URLSearchParams({ x, y })}`)
  const none = { fileId: undefined, version: undefined, page: undefined, takesGlyph: false }
  const asked = { ...none, wish, path: namesOf(path) }
  return await give(options, request, reply, asked, file)
}

async function give(
  { domain, publicUrl }: PicturesOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: Asked,
  find: Find,
): Promise<FastifyReply> {
  const who = await authenticate(domain, { headers: request.headers, place: request.ip })
  if (who === undefined) throw new Refusal('not-signed-in', 'credentials-none')
  if (asked.page !== undefined)
    return await givePage({ domain, publicUrl }, request, reply, { asked, find, who })
  const subject = await find(domain, who.actor, asked)
  const variant = variantFor(asked.wish)
  const sent = sendPicture(request, reply, {
    etag: previewEtag(domain, subject, variant),
    modified: subject.mtime,
    caching: CACHING,
    async open() {
      const { preview, body } = await showPreview(domain, subject, variant)
      return { mime: preview.mime, length: preview.length, body }
    },
  })
  return await sent.catch((error: unknown) => {
    if (!asked.takesGlyph || !(error instanceof Refusal) || error.kind !== 'not-found') throw error
    const { prefix } = publicAddress(request, publicUrl)
    const glyph = `${prefix}/apps/theming/img/core/filetypes/${familyOf(subject.mime)}.svg`
    return reply.code(303).headers(API_HEADERS).header('location', glyph).send()
  })
}

/** One page to read. Whoever may not have the file itself gets it with their name on it, and is not to keep it. */
async function givePage(
  { domain, publicUrl }: PicturesOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  { asked, find, who }: { asked: Asked; find: Find; who: Authenticated },
): Promise<FastifyReply> {
  const page = asked.page!
  const { subject, kind, free } =
    find === file && asked.fileId !== undefined
      ? await sightById(domain, who.actor, asked.fileId)
      : sightOf(await find(domain, who.actor, asked), true)
  const { host } = new URL(publicAddress(request, publicUrl).origin)
  const mark = free ? undefined : `${host} · ${who.person.name || who.person.id}`
  return await sendPicture(request, reply, {
    etag: previewEtag(domain, subject, { shape: 'page', size: page }),
    modified: subject.mtime,
    caching: free ? CACHING : 'no-store',
    async open() {
      const { mime, bytes } = await showPage(domain, subject, kind, page, mark)
      return { mime, length: bytes.length, body: bytes }
    },
  })
}
