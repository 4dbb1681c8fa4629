import type { FastifyReply, FastifyRequest } from 'fastify'
import { avatarOf } from '../../domain/avatars/avatar.ts'
import type { Domain } from '../../domain/domain.ts'
import { sendPicture } from './answer.ts'
import { BadWish } from './wish.ts'

/** Anybody may see them: they show letters and a colour, and clients ask for them without signing in. */
const CACHING = 'public, max-age=86400'

/** `/avatar/{person}/{size}`, and `…/dark` for dark surfaces (ocs.md §13.2). @throws Refusal, BadWish. */
export async function giveAvatar(
  domain: Domain,
  request: FastifyRequest<{ Params: { person: string; size: string } }>,
  reply: FastifyReply,
  dark: boolean,
): Promise<FastifyReply> {
  const { person, size } = request.params
  if (!/^\d{1,6}$/.test(size)) throw new BadWish()
  const avatar = await avatarOf(domain, person, Number(size), dark)
  return await sendPicture(request, reply, {
    etag: avatar.etag,
    caching: CACHING,
    headers: { 'x-nc-iscustomavatar': '0' },
    async open() {
      const body = await avatar.bytes()
      return { mime: avatar.mime, length: body.length, body }
    },
  })
}
