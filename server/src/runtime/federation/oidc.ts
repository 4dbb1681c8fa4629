import type { JWTPayload, JWTVerifyGetKey } from 'jose'
import type { Configuration } from 'openid-client'
import type {
  Answer,
  Beginning,
  OidcSettings,
  Provider,
  ProviderRow,
  Secrets,
  SignedOutThere,
  Statement,
} from '../../domain/providers/provider.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { fetchSafely, type SafeFetch, Unreachable } from './fetch-safely.ts'

/** Seconds by which clocks may differ. */
const SKEW = 60
/** Seconds a message about a sign-out is good for. */
const LOGOUT_LIFE = 600
const HOUR = 3_600_000
/** Signed with a key pair: what a shared secret signs, whoever reads our settings could sign, too. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']
const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout'

interface Known {
  readonly configuration: Configuration
  readonly keys: JWTVerifyGetKey
}

/** Patience with keys that are not known: they are asked for again at most this often. Milliseconds. */
export interface OidcPatience {
  readonly cooldown: number
}

/** OpenID Connect Core 1.0 by code, with PKCE (RFC 7636), and Back-Channel Logout 1.0. */
export class Oidc implements Provider {
  readonly #row: ProviderRow
  readonly #settings: OidcSettings
  readonly #fetch: SafeFetch
  readonly #patience: OidcPatience
  #known: Promise<Known> | undefined
  #since = 0

  constructor(row: ProviderRow, settings: OidcSettings, patience: OidcPatience = { cooldown: 60_000 }) {
    this.#row = row
    this.#settings = settings
    this.#fetch = fetchSafely({ internal: settings.internal })
    this.#patience = patience
  }

  async begin({
    state,
    callback,
    language,
    login,
  }: Beginning): Promise<{ address: string; secrets: Secrets }> {
    const client = await import('openid-client')
    const { configuration } = await this.#ask()
    const [verifier, nonce] = [client.randomPKCECodeVerifier(), client.randomNonce()]
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: callback,
      scope: ['openid', ...this.#settings.scopes].join(' '),
      ...{ state, nonce, ui_locales: language },
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(login === undefined || login === '' ? {} : { login_hint: login }),
    })
    this.#demandSpeakable(address)
    return { address: address.href, secrets: { verifier, nonce } }
  }

  async finish({ url, callback, state, secrets }: Answer): Promise<Statement> {
    if (url === undefined) throw answered('no address')
    const client = await import('openid-client')
    const { configuration, keys } = await this.#ask()
    const here = new URL(callback)
    here.search = url.search
    try {
      const tokens = await client.authorizationCodeGrant(configuration, here, {
        ...{ pkceCodeVerifier: secrets.verifier!, expectedState: state, expectedNonce: secrets.nonce! },
        idTokenExpected: true,
      })
      const claims = await this.#verified(tokens.id_token!, keys)
      const more = await this.#attributes(configuration, tokens.access_token, String(claims.sub))
      return statementOf({ ...claims, ...more, sub: claims.sub }, claims)
    } catch (error) {
      throw refusalOf(error, this.#row.id)
    }
  }

  /** Back-Channel Logout 1.0, 2.6. */
  async logoutToken(token: string): Promise<SignedOutThere> {
    const { keys } = await this.#ask()
    let claims: JWTPayload
    try {
      claims = await this.#verified(token, keys, LOGOUT_LIFE)
    } catch (error) {
      throw refusalOf(error, this.#row.id)
    }
    const events = claims.events as Record<string, unknown> | undefined
    const event = typeof events === 'object' && events !== null ? events[LOGOUT] : undefined
    const { sub, sid, jti, iat } = claims
    const right =
      typeof event === 'object' &&
      event !== null &&
      claims.nonce === undefined &&
      typeof jti === 'string' &&
      jti.length <= 255 &&
      (typeof sub === 'string' || typeof sid === 'string')
    if (!right) throw answered('no logout token')
    return {
      ...(typeof sub === 'string' ? { subject: sub } : {}),
      ...(typeof sid === 'string' ? { sid } : {}),
      id: `logout ${jti}`,
      expires: (iat ?? 0) + LOGOUT_LIFE + SKEW,
    }
  }

  async logout({ back, hint }: { back: string; hint?: string }): Promise<string | undefined> {
    const client = await import('openid-client')
    const { configuration } = await this.#ask()
    if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined
    const address = client.buildEndSessionUrl(configuration, {
      post_logout_redirect_uri: back,
      ...(hint === undefined ? {} : { id_token_hint: hint }),
    })
    this.#demandSpeakable(address)
    return address.href
  }

  async describe(): Promise<readonly string[]> {
    const metadata = (await this.#ask()).configuration.serverMetadata()
    const { keys } = (await (await this.#fetch(metadata.jwks_uri ?? '')).json()) as { keys?: unknown[] }
    return [
      `issuer: ${metadata.issuer}`,
      `sign-in: ${metadata.authorization_endpoint ?? 'none'}`,
      `keys: ${keys?.length ?? 0}`,
      `attributes: ${metadata.userinfo_endpoint === undefined ? 'with the sign-in alone' : 'asked for'}`,
      `sign-out there: ${metadata.end_session_endpoint === undefined ? 'no' : 'yes'}`,
      `it tells of sign-outs: ${metadata.backchannel_logout_supported === true ? 'yes' : 'no'}`,
    ]
  }

  /** What a browser is sent to comes from the other side, too. */
  #demandSpeakable({ protocol }: URL): void {
    const fine = protocol === 'https:' || (this.#settings.internal && protocol === 'http:')
    if (!fine) throw new Refusal('unavailable', 'provider-down', { detail: 'it names no address by https' })
  }

  /** Discovered once an hour; one that failed is asked again by whoever comes next. */
  #ask(): Promise<Known> {
    if (this.#known !== undefined && Date.now() - this.#since < HOUR) return this.#known
    const known = this.#discover().catch((error: unknown) => {
      if (this.#known === known) this.#known = undefined
      throw new Refusal('unavailable', 'provider-down', { cause: error })
    })
    this.#since = Date.now()
    this.#known = known
    return known
  }

  async #discover(): Promise<Known> {
    const client = await import('openid-client')
    const { createRemoteJWKSet, customFetch } = await import('jose')
    const { issuer, client: id, secret, internal } = this.#settings
    const configuration = await client.discovery(new URL(issuer), id, undefined, client.None(), {
      [client.customFetch]: this.#fetch,
      execute: internal ? [client.allowInsecureRequests] : [],
    })
    const metadata = configuration.serverMetadata()
    const speaking = new client.Configuration(
      metadata,
      id,
      { [client.clockTolerance]: SKEW },
      proof(client, metadata, secret),
    )
    speaking[client.customFetch] = this.#fetch
    if (internal) client.allowInsecureRequests(speaking)
    if (metadata.jwks_uri === undefined) throw new Error('the provider names no keys')
    const keys = createRemoteJWKSet(new URL(metadata.jwks_uri), {
      ...{ cooldownDuration: this.#patience.cooldown, cacheMaxAge: HOUR, timeoutDuration: 10_000 },
      [customFetch]: this.#fetch,
    })
    return { configuration: speaking, keys }
  }

  async #verified(token: string, keys: JWTVerifyGetKey, maxAge?: number): Promise<JWTPayload> {
    const { jwtVerify } = await import('jose')
    const { payload } = await jwtVerify(token, keys, {
      ...{
        issuer: (await this.#ask()).configuration.serverMetadata().issuer,
        audience: this.#settings.client,
      },
      ...{ algorithms: ALGORITHMS, clockTolerance: SKEW },
      ...(maxAge === undefined ? {} : { maxTokenAge: maxAge }),
      requiredClaims: ['iat'],
    })
    return payload
  }

  /** Those that are not in the token itself; many providers put none there. */
  async #attributes(
    configuration: Configuration,
    access: string,
    subject: string,
  ): Promise<Record<string, unknown>> {
    if (configuration.serverMetadata().userinfo_endpoint === undefined) return {}
    const client = await import('openid-client')
    return await client.fetchUserInfo(configuration, access, subject)
  }
}

type Client = typeof import('openid-client')

function proof(
  client: Client,
  metadata: { token_endpoint_auth_methods_supported?: string[] },
  secret?: string,
) {
  if (secret === undefined) return client.None()
  const offered = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const byForm = !offered.includes('client_secret_basic') && offered.includes('client_secret_post')
  return byForm ? client.ClientSecretPost(secret) : client.ClientSecretBasic(secret)
}

function statementOf(attributes: Record<string, unknown>, claims: JWTPayload): Statement {
  const { sid, acr } = claims
  return {
    subject: String(claims.sub),
    attributes,
    ...(typeof sid === 'string' && sid.length <= 255 ? { sid } : {}),
    ...(typeof acr === 'string' ? { context: acr } : {}),
  }
}

/** @param detail for the log. */
const answered = (detail: string, cause?: unknown): Refusal =>
  new Refusal('not-signed-in', 'provider-answer', { detail, cause })

/** A provider that does not answer is not one that says no. */
function refusalOf(error: unknown, provider: string): Refusal {
  if (error instanceof Refusal) return error
  for (let one = error; one instanceof Error; one = one.cause)
    if (one instanceof Unreachable)
      return new Refusal('unavailable', 'provider-down', { detail: one.message, cause: error })
  const { name, code, message } = error as Error & { code?: string }
  const said = `${provider}: ${name} ${code ?? ''} ${message}`
  if (name === 'AuthorizationResponseError')
    return new Refusal('not-signed-in', 'provider-refused', { detail: said })
  return answered(said)
}
