import type { FastifyInstance } from 'fastify'
import { sendFault } from './answer.ts'
import { giveAvatar } from './avatars.ts'
import { givePreview, giveThumbnail, type PicturesOptions, PREVIEWS } from './previews.ts'
import { givePreviewOfLink, givePublicPreview } from './public-previews.ts'

/** Previews of files and pictures of people, under the addresses that apps know. */
export async function pictures(app: FastifyInstance, options: PicturesOptions): Promise<void> {
  app.setErrorHandler((error, request, reply) => sendFault(request, reply, error))
  for (const prefix of ['', '/index.php']) {
    for (const [path, find] of Object.entries(PREVIEWS))
      app.get(`${prefix}${path}`, (request, reply) => givePreview(options, request, reply, find))
    app.get<{ Params: { x: string; y: string; '*': string } }>(
      `${prefix}/apps/files/api/v1/thumbnail/:x/:y/*`,
      (request, reply) => giveThumbnail(options, request, reply),
    )
    app.get<{ Params: { token: string } }>(
      `${prefix}/apps/files_sharing/publicpreview/:token`,
      (request, reply) => givePublicPreview(options, request, reply),
    )
    app.get<{ Params: { token: string } }>(`${prefix}/s/:token/preview`, (request, reply) =>
      givePreviewOfLink(options, request, reply),
    )
    for (const dark of [false, true])
      app.get<{ Params: { person: string; size: string } }>(
        `${prefix}/avatar/:person/:size${dark ? '/dark' : ''}`,
        (request, reply) => giveAvatar(options.domain, request, reply, dark),
      )
  }
}
