import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { finishWipe, isToWipe } from '../../domain/accounts/app-passwords/wipe.ts'
import type { Domain } from '../../domain/domain.ts'
import { API_HEADERS } from '../wire/api-headers.ts'
import { mergeParameters } from '../wire/parameters.ts'

/** Where a client that was refused asks whether to erase its user's files (ocs.md §5.7). */
export async function wipe(app: FastifyInstance, { domain }: { domain: Domain }): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 16_384 }, (_request, body, done) =>
    done(null, body),
  )
  for (const prefix of ['', '/index.php']) {
    app.post(`${prefix}/core/wipe/check`, async (request, reply) => {
      const wanted = await isToWipe(domain, tokenOf(request))
      return await say(reply, wanted ? 200 : 404, wanted ? { wipe: true } : [])
    })
    app.post(`${prefix}/core/wipe/success`, async (request, reply) => {
      const finished = await finishWipe(domain, tokenOf(request))
      return await say(reply, finished ? 200 : 404, [])
    })
  }
}

/** Anything unreadable is an unknown token: nothing but 404 may look like an error here. */
function tokenOf(request: FastifyRequest): string {
  try {
    const parameters = mergeParameters({
      query: request.raw.url?.split('?')[1] ?? '',
      contentType: request.headers['content-type'] ?? '',
      body: Buffer.isBuffer(request.body) ? request.body : '',
    })
    const token = parameters.get('token')
    return typeof token === 'string' ? token : ''
  } catch {
    return ''
  }
}

const say = (reply: FastifyReply, status: number, data: unknown): FastifyReply =>
  reply.headers(API_HEADERS).code(status).type('application/json; charset=utf-8').send(JSON.stringify(data))
