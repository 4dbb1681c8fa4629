import { avatarOf } from '../../../domain/avatars/avatar.ts'
import { evaluateConditions } from '../../wire/conditions.ts'
import { conditionFailed } from '../conditions.ts'
import { type Exchange, quoted } from '../exchange.ts'
import { notFound } from '../fault.ts'

/** GET and HEAD of the picture of a person. */
export async function getAvatar({ domain, path, method, request, response }: Exchange): Promise<void> {
  const [person, file = '', ...below] = path
  const size = /^(\d{1,6})(?:\.(?:png|jpe?g))?$/.exec(file)?.[1]
  if (person === undefined || size === undefined || below.length > 0)
    throw notFound('node-missing', { path: path.join('/') })
  const avatar = await avatarOf(domain, person, Number(size), false)
  const headers = { ETag: quoted(avatar.etag), 'Cache-Control': 'private, max-age=86400' }
  const current = { exists: true, etag: avatar.etag, modified: null }
  const verdict = evaluateConditions(method, request.headers, current)
  if (verdict.kind === 'failed') throw conditionFailed(verdict.header, avatar.etag)
  if (verdict.kind === 'not-modified') {
    response.writeHead(304, headers)
    response.end()
    return
  }
  const bytes = await avatar.bytes()
  response.writeHead(200, { ...headers, 'Content-Type': avatar.mime, 'Content-Length': bytes.length })
  response.end(method === 'HEAD' ? undefined : bytes)
}
