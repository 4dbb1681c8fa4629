import type { FastifyReply, FastifyRequest } from 'fastify'
import { enterLink } from '../../domain/links/enter.ts'
import { previewEtag, showPreview } from '../../domain/previews/show.ts'
import { fileByPath } from '../../domain/previews/subject.ts'
import { variantFor, type Wish } from '../../domain/previews/variant.ts'
import type { LinkVisitor } from '../../vocabulary/actor.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { sealIn } from '../wire/link-cookie.ts'
import { publicAddress } from '../wire/public-address.ts'
import { sendNone, sendPicture } from './answer.ts'
import type { PicturesOptions } from './previews.ts'
import { BadWish, readWish } from './wish.ts'

type ByToken = FastifyRequest<{ Params: { token: string } }>

const CACHING = 'private, max-age=86400, immutable'
/** For a picture that is looked at by itself. */
const LARGE: Wish = { width: 2048, height: 2048, keepsRatio: true, covers: false }

/** `/apps/files_sharing/publicpreview/{token}?file=…`: of a file in what is shared, or of the shared file. */
export async function givePublicPreview(
  options: PicturesOptions,
  request: ByToken,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const asked = readWish(request.raw.url ?? '')
  const entered = await enter(options, request)
  if (entered === undefined) return sendNone(reply, 404)
  const { visitor, isFolder } = entered
  const path = asked.path ?? []
  if (isFolder && path.length === 0) throw new BadWish()
  return await give(options, request, reply, visitor, isFolder ? path : [], asked.wish)
}

/** `/s/{token}/preview`: of the shared file, large (ocs.md §8). */
export async function givePreviewOfLink(
  options: PicturesOptions,
  request: ByToken,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const entered = await enter(options, request)
  if (entered === undefined) {
    const { prefix } = publicAddress(request, options.publicUrl)
    const form = `${prefix}/s/${request.params.token}/authenticate/preview`
    return reply.code(303).header('location', form).header('cache-control', 'no-store').send()
  }
  if (entered.isFolder) throw new BadWish()
  return await give(options, request, reply, entered.visitor, [], LARGE)
}

/** @returns undefined while the password is missing. */
async function enter(
  { domain }: PicturesOptions,
  { params, headers, ip }: ByToken,
): Promise<{ visitor: LinkVisitor; isFolder: boolean } | undefined> {
  const entered = await enterLink(domain, params.token, {
    place: ip,
    seal: (share) => sealIn(headers.cookie, share),
  })
  if (entered === 'password-needed') return undefined
  const { actor, link } = entered
  if (actor.kind === 'drop-visitor') throw new Refusal('not-permitted', 'drop-only')
  return { visitor: actor, isFolder: link.node_kind === FOLDER }
}

async function give(
  { domain }: PicturesOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  visitor: LinkVisitor,
  path: readonly string[],
  wish: Wish,
): Promise<FastifyReply> {
  const subject = await fileByPath(domain, visitor, path)
  const variant = variantFor(wish)
  return await sendPicture(request, reply, {
    etag: previewEtag(domain, subject, variant),
    modified: subject.mtime,
    caching: CACHING,
    headers: { 'x-robots-tag': 'noindex, nofollow', 'referrer-policy': 'no-referrer' },
    async open() {
      const { preview, body } = await showPreview(domain, subject, variant)
      return { mime: preview.mime, length: preview.length, body }
    },
  })
}
