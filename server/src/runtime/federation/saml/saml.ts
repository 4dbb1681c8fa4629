import { randomBytes } from 'node:crypto'
import type { SAML } from '@node-saml/node-saml'
import { certificateIn, privateKeyIn } from '../../../domain/providers/certificate.ts'
import type {
  Answer,
  Beginning,
  Provider,
  ProviderRow,
  SamlSettings,
  Secrets,
  Statement,
} from '../../../domain/providers/provider.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { fetchSafely, Unreachable } from '../fetch-safely.ts'
import { FollowedMetadata } from './follow-metadata.ts'
import { judgeAssertion, SKEW } from './judge-assertion.ts'
import { type RawAnswer, readAnswer } from './read-answer.ts'
import { BadMetadata, type Metadata } from './read-metadata.ts'
import { unproven } from './unproven.ts'

/** A request that was made is answered within this time, or not at all. Milliseconds. */
const REQUEST_LIFE = 600_000

/** SAML 2.0, Web Browser SSO Profile: asked by redirect, answered by POST. */
export class Saml implements Provider {
  readonly #row: ProviderRow
  readonly #settings: SamlSettings
  readonly #followed: FollowedMetadata | undefined
  readonly #now: () => number

  constructor(row: ProviderRow, settings: SamlSettings, now: () => number = Date.now) {
    this.#row = row
    this.#settings = settings
    this.#now = now
    const { metadata: address, entity, internal } = settings
    if (address !== undefined)
      this.#followed = new FollowedMetadata({ address, entity, fetch: fetchSafely({ internal }), now })
  }

  async begin({ state, callback }: Beginning): Promise<{ address: string; secrets: Secrets }> {
    const there = await this.#there()
    const request = `_${randomBytes(20).toString('hex')}`
    const saml = await this.#speak(there, callback, request)
    return { address: await saml.getAuthorizeUrlAsync(state, undefined, {}), secrets: { request } }
  }

  async finish({ fields, callback, secrets }: Answer): Promise<Statement> {
    const answer = readAnswer(fields?.get('SAMLResponse') ?? '', { callback, request: secrets.request })
    const there = await this.#there()
    const xml = await this.#verified(answer, there, callback).catch(async (error: unknown) => {
      // It may sign with a key that it began to use just now.
      const newer = await this.#followed?.newer(there)
      if (newer === undefined) throw error
      return await this.#verified(answer, newer, callback)
    })
    return judgeAssertion(xml, {
      ...{ issuer: there.entity, audience: entityOf(callback), recipient: callback },
      ...{ request: answer.request, now: this.#now() },
    })
  }

  async metadata(callback: string): Promise<string> {
    const { key } = this.#settings
    const { generateServiceProviderMetadata } = await import('@node-saml/node-saml')
    return generateServiceProviderMetadata({
      ...{
        issuer: entityOf(callback),
        callbackUrl: callback,
        identifierFormat: null,
        wantAssertionsSigned: true,
      },
      ...(key === undefined ? {} : { privateKey: privateKeyIn(key), publicCerts: certificateIn(key) }),
    })
  }

  async describe(): Promise<readonly string[]> {
    const { entity, address, certificates, until } = await this.#there()
    const { X509Certificate } = await import('node:crypto')
    const known = certificates.map((pem) => new X509Certificate(pem))
    return [
      `entity: ${entity}`,
      `sign-in: ${address}`,
      ...known.map(({ subject, validTo }) => `key: ${subject.replaceAll('\n', ', ')} until ${validTo}`),
      ...(until === undefined ? [] : [`metadata until: ${new Date(until).toISOString()}`]),
    ]
  }

  /** @returns the assertion that was signed, as it was signed. */
  async #verified(answer: RawAnswer, there: Metadata, callback: string): Promise<string> {
    const saml = await this.#speak(there, callback, answer.request, answer.signed)
    const SAMLResponse = Buffer.from(answer.xml).toString('base64')
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse }).catch((error: unknown) => {
      throw unproven((error as Error).message.slice(0, 200), error)
    })
    const xml = profile?.getAssertionXml?.()
    if (xml === undefined) throw unproven('no assertion')
    return xml
  }

  async #speak(there: Metadata, callback: string, request: string, whole = false): Promise<SAML> {
    const { SAML, ValidateInResponseTo } = await import('@node-saml/node-saml')
    const { key, signedAnswers } = this.#settings
    const asked = new Date().toISOString()
    return new SAML({
      ...{ issuer: entityOf(callback), audience: entityOf(callback), callbackUrl: callback },
      ...{ entryPoint: there.address, idpIssuer: there.entity, idpCert: [...there.certificates] },
      ...{ wantAssertionsSigned: true, wantAuthnResponseSigned: signedAnswers || whole },
      ...{ identifierFormat: null, disableRequestedAuthnContext: true, acceptedClockSkewMs: SKEW },
      ...(key === undefined ? {} : { privateKey: privateKeyIn(key), signatureAlgorithm: 'sha256' as const }),
      generateUniqueId: () => request,
      validateInResponseTo: ValidateInResponseTo.always,
      requestIdExpirationPeriodMs: REQUEST_LIFE,
      // The one request there is stands in the records, not in the memory of this process.
      cacheProvider: {
        saveAsync: async (value) => ({ value, createdAt: Date.now() }),
        getAsync: async (id) => (id === request ? asked : null),
        removeAsync: async (id) => id,
      },
    })
  }

  async #there(): Promise<Metadata> {
    const { entity, address, certificates, internal } = this.#settings
    try {
      const there = (await this.#followed?.current()) ?? pasted(entity, address, certificates)
      const { protocol } = new URL(there.address)
      if (protocol === 'https:' || (internal && protocol === 'http:')) return there
      throw new BadMetadata('it names no address by https')
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof BadMetadata)) throw error
      const detail = `${this.#row.id}: ${error.message}`
      throw new Refusal('unavailable', 'provider-down', { detail, cause: error })
    }
  }
}

/** Our own name, which is also where our metadata are read. */
const entityOf = (callback: string): string => new URL('metadata', callback).href

function pasted(entity = '', address = '', certificates: readonly string[] = []): Metadata {
  if (entity !== '' && address !== '' && certificates.length > 0) return { entity, address, certificates }
  throw new BadMetadata('neither an address of metadata nor entity, address and certificates are set')
}
