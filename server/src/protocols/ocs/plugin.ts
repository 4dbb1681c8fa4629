import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Domain } from '../../domain/domain.ts'
import { API_HEADERS } from '../wire/api-headers.ts'
import { mergeParameters } from '../wire/parameters.ts'
import { activityRoutes } from './activity/routes.ts'
import { appPasswordRoutes } from './app-passwords.ts'
import type { OcsRoute } from './call.ts'
import { capabilityRoutes } from './capabilities.ts'
import { directLinkRoutes } from './direct-link.ts'
import { instanceRoutes } from './instance.ts'
import { notificationRoutes } from './notifications/routes.ts'
import { passwordPolicyRoutes } from './password-policy.ts'
import { perform } from './perform.ts'
import { appSettingRoutes } from './provisioning/app-settings.ts'
import { groupRoutes } from './provisioning/groups.ts'
import { peopleRoutes } from './provisioning/people.ts'
import { placeRoutes } from './provisioning/places.ts'
import { finder } from './router.ts'
import { searchRoutes } from './search/routes.ts'
import { sharingRoutes } from './sharing/routes.ts'
import type { Version } from './status.ts'
import { userRoutes } from './user.ts'
import { userStatusRoutes } from './user-status/routes.ts'

export interface OcsOptions {
  readonly domain: Domain
  /** `NUAGE_PUBLIC_URL`; without, the request's own host. */
  readonly publicUrl?: string | undefined
  /** What other parts of the house answer. */
  readonly routes?: readonly OcsRoute[]
}

/** Every call there is. */
export const OCS_ROUTES: readonly OcsRoute[] = [
  ...capabilityRoutes,
  ...userRoutes,
  ...peopleRoutes,
  ...placeRoutes,
  ...groupRoutes,
  ...appPasswordRoutes,
  ...passwordPolicyRoutes,
  ...instanceRoutes,
  ...userStatusRoutes,
  ...notificationRoutes,
  ...activityRoutes,
  ...directLinkRoutes,
  ...searchRoutes,
  ...sharingRoutes,
  ...appSettingRoutes,
]

const BODY = 1024 * 1024

/** `/ocs/v1.php` and `/ocs/v2.php`: the same handlers under two rules for the status (ocs.md §1). */
export async function ocs(app: FastifyInstance, options: OcsOptions): Promise<void> {
  const find = finder([...OCS_ROUTES, ...(options.routes ?? [])])
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY }, (_request, body, done) =>
    done(null, body),
  )
  for (const prefix of ['', '/index.php'])
    for (const version of [1, 2] as const)
      app.all(`${prefix}/ocs/v${version}.php/*`, (request, reply) => receive(request, reply, version))

  async function receive(
    request: FastifyRequest,
    reply: FastifyReply,
    version: Version,
  ): Promise<FastifyReply> {
    reply.headers(API_HEADERS)
    return await perform({ ...options, find, request, reply, version, parameters: () => merged(request) })
  }
}

const merged = (request: FastifyRequest) =>
  mergeParameters({
    query: request.raw.url?.split('?').slice(1).join('?') ?? '',
    contentType: request.headers['content-type'] ?? '',
    body: Buffer.isBuffer(request.body) ? request.body : '',
  })
