import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Domain } from '../../domain/domain.ts'
import {
  devicePage,
  removeDevice,
  removeDevicePage,
  renameDevice,
  wipeDevice,
  wipeDevicePage,
} from './account/device.ts'
import { makeDevice, newDevicePage } from './account/devices.ts'
import { home } from './account/home.ts'
import { changePassword, passwordPage } from './account/password.ts'
import { phonePage, showPhoneCode } from './account/phone.ts'
import { changeProfile, profilePage } from './account/profile.ts'
import { PROFILE } from './account/profile-path.ts'
import { setUp, setupPage } from './account/setup.ts'
import { signInPage, signInWith } from './account/sign-in.ts'
import { signOut } from './account/sign-out.ts'
import { BOX_ROUTES } from './box/routes.ts'
import { appToken } from './connect/app-token.ts'
import { begin } from './connect/begin.ts'
import { allowEmbedded, askEmbedded, startEmbedded } from './connect/embedded.ts'
import { consent, enter } from './connect/flow.ts'
import { allow, ask } from './connect/grant.ts'
import { poll } from './connect/poll.ts'
import { sendNothing } from './data.ts'
import { EMAIL_ROUTES } from './email/routes.ts'
import { showFault, showTrouble, wantsPage } from './errors.ts'
import { BODY_LIMIT, readFields, readQuery } from './fields.ts'
import { item } from './files/item.ts'
import { FORGOTTEN_ROUTES } from './forgotten/routes.ts'
import { LINK_ROUTES } from './link/routes.ts'
import { type Asset, accentParts, boxScript, dropScript, icons, script, styleSheet } from './look/assets.ts'
import { addTheming } from './look/theming.ts'
import { PORTAL_ROUTES } from './portal/routes.ts'
import type { Route } from './route.ts'
import { SECOND_ROUTES } from './second/routes.ts'
import { SECURITY_ROUTES } from './security/routes.ts'
import { begin as goAway } from './sign-in/begin.ts'
import { oidcAnswer, oidcLogout } from './sign-in/oidc.ts'
import { signedOut, signOutThere } from './sign-in/out.ts'
import { finishSignIn, samlAnswer, samlMetadata } from './sign-in/saml.ts'
import { SIGN_UP_ROUTES } from './sign-up/routes.ts'
import { type PagesOptions, strangersVisit, visit } from './visit.ts'

const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/', handler: home },
  { method: 'GET', path: '/login', handler: signInPage },
  { method: 'POST', path: '/login', handler: signInWith },
  { method: 'POST', path: '/logout', handler: signOut },
  { method: 'GET', path: '/login/go', handler: goAway },
  { method: 'GET', path: '/login/out', handler: signedOut },
  { method: 'GET', path: '/login/oidc/:provider', handler: oidcAnswer },
  { method: 'POST', path: '/login/oidc/:provider/logout', handler: oidcLogout },
  { method: 'GET', path: '/login/saml/:provider/metadata', handler: samlMetadata },
  { method: 'POST', path: '/login/saml/:provider/acs', handler: samlAnswer, streamed: true },
  { method: 'GET', path: '/login/finish', handler: finishSignIn },
  { method: 'GET', path: '/login/oidc/:provider/out', handler: signOutThere },
  { method: 'POST', path: '/login/v2', handler: begin },
  { method: 'POST', path: '/login/v2/poll', handler: poll },
  // Not `:token`: the router's parameters end at 100 characters, and these have 128.
  { method: 'GET', path: '/login/v2/flow/*', handler: enter },
  { method: 'GET', path: '/login/v2/flow', handler: consent },
  { method: 'GET', path: '/login/v2/grant', handler: ask },
  { method: 'POST', path: '/login/v2/grant', handler: allow },
  { method: 'POST', path: '/login/v2/apptoken', handler: appToken },
  { method: 'GET', path: '/login/flow', handler: startEmbedded },
  { method: 'POST', path: '/login/flow', handler: allowEmbedded },
  { method: 'GET', path: '/login/flow/grant', handler: askEmbedded },
  { method: 'GET', path: '/settings/devices/new', handler: newDevicePage },
  { method: 'POST', path: '/settings/devices/new', handler: makeDevice },
  { method: 'GET', path: '/settings/devices/phone', handler: phonePage },
  { method: 'POST', path: '/settings/devices/phone', handler: showPhoneCode },
  { method: 'GET', path: '/settings/devices/:id', handler: devicePage },
  { method: 'POST', path: '/settings/devices/:id', handler: renameDevice },
  { method: 'GET', path: '/settings/devices/:id/wipe', handler: wipeDevicePage },
  { method: 'POST', path: '/settings/devices/:id/wipe', handler: wipeDevice },
  { method: 'GET', path: '/settings/devices/:id/remove', handler: removeDevicePage },
  { method: 'POST', path: '/settings/devices/:id/remove', handler: removeDevice },
  { method: 'GET', path: '/account/password', handler: passwordPage },
  { method: 'POST', path: '/account/password', handler: changePassword },
  { method: 'GET', path: PROFILE, handler: profilePage },
  { method: 'POST', path: PROFILE, handler: changeProfile },
  { method: 'GET', path: '/f/:id', handler: item },
  { method: 'GET', path: '/setup/:token', handler: setupPage },
  { method: 'POST', path: '/setup/:token', handler: setUp },
  ...PORTAL_ROUTES,
  ...SECOND_ROUTES,
  ...SECURITY_ROUTES,
  ...SIGN_UP_ROUTES,
  ...FORGOTTEN_ROUTES,
  ...EMAIL_ROUTES,
  ...LINK_ROUTES,
  ...BOX_ROUTES,
]

/** Sign-in, connecting devices, the first administrator and a small home page: HTML that needs no script. */
export function pagesPlugin(domain: Domain, options: PagesOptions): FastifyPluginAsync {
  return async (server) => {
    server.setErrorHandler((error, request, reply) =>
      showFault(strangersVisit(domain, options, request, reply), error),
    )
    readBodiesAsText(server)
    for (const route of ROUTES) if (!route.streamed) addRoute(server, domain, options, route)
    await server.register(async (inner) => {
      leaveBodiesAlone(inner)
      for (const route of ROUTES) if (route.streamed) addRoute(inner, domain, options, route)
    })
    for (const path of ['/login/v2', '/login/v2/poll', '/logout']) refuseGet(server, path)
    for (const asset of [styleSheet, script, boxScript, dropScript])
      addAsset(server, asset, 'public, max-age=31536000, immutable')
    for (const asset of icons) addAsset(server, asset, 'public, max-age=86400')
    addTheming(server, accentParts)
  }
}

/** For everything nobody answers: a page for people, a bare 404 for programs. */
export function pageNotFound(domain: Domain, options: PagesOptions) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    wantsPage(request)
      ? showTrouble(strangersVisit(domain, options, request, reply), 'not-found')
      : sendNothing(reply, 404)
}

function readBodiesAsText(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  )
}

function leaveBodiesAlone(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', (_request, body, done) => done(null, body))
}

const bothWays = (path: string): string[] => [path, path === '/' ? '/index.php' : `/index.php${path}`]

function addRoute(server: FastifyInstance, domain: Domain, options: PagesOptions, route: Route): void {
  for (const url of bothWays(route.path))
    server.route<{ Params: Record<string, string> }>({
      method: route.method,
      url,
      handler: async (request, reply) => {
        const here = await visit(domain, options, request, reply, route.outside)
        const body = typeof request.body === 'string' ? request.body : ''
        const fields = readFields(body, request.headers['content-type'])
        return await route.handler(here, fields, readQuery(request.raw.url ?? ''), request.params)
      },
    })
}

function refuseGet(server: FastifyInstance, path: string): void {
  for (const url of bothWays(path))
    server.get(url, (_request, reply) => sendNothing(reply.header('allow', 'POST'), 405))
}

function addAsset(server: FastifyInstance, asset: Asset, caching: string): void {
  server.get(asset.path, (_request, reply) =>
    reply
      .header('content-type', asset.type)
      .header('cache-control', caching)
      .header('x-content-type-options', 'nosniff')
      .send(asset.body()),
  )
}
