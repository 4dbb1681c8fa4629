import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider'

/** A real OpenID Connect provider, in this process, on the loopback. */
export interface IdentityProvider {
  readonly issuer: string
  readonly client: string
  readonly secret: string
  /** What it says about people, by the names they type there. */
  readonly people: Map<string, Record<string, unknown>>
  /** From now on it signs with other keys. */
  rollKeys(): Promise<void>
  /** Changes what stands in tokens it gives out; they are signed with its own key all the same. */
  twist: ((claims: JWTPayload) => JWTPayload) | undefined
  /** Signs anything with its key. */
  sign(claims: JWTPayload, type?: string): Promise<string>
  /** Bodies of requests that it was asked for tokens with. */
  readonly asked: string[]
  /** Stops answering; `start` goes on at the same address. */
  stop(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

const CLIENT = 'nuage'
const SECRET = 'un-secret-entre-nous-deux-et-personne'
const SCOPES = 'openid profile email school'

/** @param house the address of Nuage, without a slash; @param id what Nuage calls this provider. */
export async function openIdentityProvider(house: string, id: string): Promise<IdentityProvider> {
  const people = new Map<string, Record<string, unknown>>()
  const asked: string[] = []
  let key = await newKey('k1')
  let rolled = 1
  let speak: ((request: never, response: never) => void) | undefined
  const server = createServer((request, response) => speak!(request as never, response as never))
  await listen(server, 0)
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  const rig: IdentityProvider = {
    ...{ issuer, client: CLIENT, secret: SECRET, people, asked, twist: undefined },
    async rollKeys() {
      rolled++
      key = await newKey(`k${rolled}`)
      build()
    },
    sign: (claims, type) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: key.kid, ...(type && { typ: type }) })
        .sign(key.own),
    stop: () => stop(server),
    start: () => listen(server, port),
    close: () => stop(server),
  }
  const build = (): void => {
    const provider = new Provider(issuer, configuration(house, id, key.jwk, people))
    provider.proxy = false
    provider.use(async (context: KoaContextWithOIDC, next: () => Promise<void>) => {
      if (context.path.startsWith('/interaction/')) return await interact(provider, context)
      await next()
      const body = context.body as { id_token?: string } | undefined
      if (context.path !== '/token') return
      asked.push(JSON.stringify(context.oidc?.params ?? {}))
      if (rig.twist === undefined || body?.id_token === undefined) return
      const claims = JSON.parse(
        Buffer.from(body.id_token.split('.')[1]!, 'base64url').toString(),
      ) as JWTPayload
      context.body = { ...body, id_token: await rig.sign(rig.twist(claims)) }
    })
    speak = provider.callback() as never
  }
  build()
  return rig
}

async function newKey(kid: string) {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { own: privateKey, kid, jwk: { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' } }
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolved, failed) => {
    server.once('error', failed)
    server.listen(port, '127.0.0.1', () => resolved())
  })

function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolved) => {
    server.close(() => resolved())
  })
}

function configuration(
  house: string,
  id: string,
  jwk: object,
  people: ReadonlyMap<string, Record<string, unknown>>,
): Configuration {
  return {
    clients: [
      {
        ...{ client_id: CLIENT, client_secret: SECRET },
        redirect_uris: [`${house}/login/oidc/${id}`],
        post_logout_redirect_uris: [`${house}/login`],
        ...{ response_types: ['code'], grant_types: ['authorization_code'] },
        backchannel_logout_uri: `${house}/login/oidc/${id}/logout`,
        backchannel_logout_session_required: true,
      },
    ],
    jwks: { keys: [jwk as never] },
    claims: {
      profile: ['name', 'uid'],
      email: ['email', 'email_verified'],
      school: ['academy', 'etab', 'discipline', 'quota'],
    },
    scopes: SCOPES.split(' '),
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    pkce: { required: () => true },
    // Its own asks no address of the loopback, where the house lies.
    fetch: (address, options) => {
      const { dispatcher: _dispatcher, ...plain } = options as RequestInit & { dispatcher?: unknown }
      return fetch(address, plain)
    },
    ttl: {
      Interaction: 600,
      Grant: 600,
      Session: 600,
      AccessToken: 600,
      IdToken: 600,
      AuthorizationCode: 60,
    },
    cookies: { keys: ['a key for cookies of a test'] },
    findAccount: (_context, sub) =>
      people.has(sub) ? { accountId: sub, claims: async () => ({ sub, ...people.get(sub) }) } : undefined,
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    async loadExistingGrant(context) {
      const { client, session, provider } = context.oidc
      const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! })
      grant.addOIDCScope(SCOPES)
      await grant.save()
      return grant
    },
  }
}

/** Its own page: a name is asked for, and believed. */
async function interact(provider: Provider, context: KoaContextWithOIDC): Promise<void> {
  if (context.method === 'GET') {
    context.type = 'html'
    context.body = `<!DOCTYPE html><html lang="fr"><title>Académie</title><main><h1>Authentification Éducation Nationale</h1>
<form method="post"><label>Identifiant <input name="login"></label> <button type="submit" name="yes" value="1">Valider</button>
<button type="submit" name="no" value="1">Renoncer</button></form></main></html>`
    return
  }
  let text = ''
  for await (const piece of context.req) text += piece
  const form = new URLSearchParams(text)
  const result =
    form.get('no') === '1'
      ? { error: 'access_denied', error_description: 'gave up' }
      : { login: { accountId: form.get('login') ?? '', remember: true } }
  await provider.interactionFinished(context.req, context.res, result)
  context.respond = false
}
