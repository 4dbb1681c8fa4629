import { Refusal } from '../../vocabulary/refusal.ts'
import { isPair, isStrongCertificate } from './certificate.ts'
import type { Mapping, OidcSettings, ProviderSettings, SamlSettings } from './provider.ts'

/** @throws Refusal `bad-request` (`provider-id`). */
export function acceptProviderId(id: string): string {
  if (!/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/.test(id)) throw new Refusal('bad-request', 'provider-id')
  return id
}

/** The names that nearly every provider of its kind gives these things. */
export const OIDC_MAPPING: Mapping = {
  ...{ subject: '', id: '', name: 'name', email: 'email', confirmed: 'email_verified' },
  ...{ academy: '', groups: [], quota: '' },
}
export const SAML_MAPPING: Mapping = {
  ...{ subject: '', id: '', name: 'displayName', email: 'mail', confirmed: '' },
  ...{ academy: '', groups: [], quota: '' },
}

/** Where nothing else is said. */
export const newOidc = (wanted: { issuer: string; client: string }): OidcSettings => ({
  kind: 'oidc',
  ...wanted,
  scopes: ['profile', 'email'],
  mapping: OIDC_MAPPING,
  ...{ joins: 'never', makes: true, groups: 'mapped', internal: false, strong: [] },
})

export const newSaml = (): SamlSettings => ({
  kind: 'saml',
  ...{ certificates: [], signedAnswers: false },
  mapping: SAML_MAPPING,
  ...{ joins: 'never', makes: true, groups: 'mapped', internal: false, strong: [] },
})

const LONGEST = 500

function demand(right: boolean, field: string): void {
  if (!right) throw new Refusal('bad-request', 'provider-setting', { facts: { field } })
}

const isWord = (text: string): boolean =>
  text.length <= LONGEST && text.isWellFormed() && !/\p{Cc}/u.test(text)

/** Plain HTTP is for providers inside the house. */
function isAddress(text: string, internal: boolean): boolean {
  if (text.length > LONGEST || !URL.canParse(text)) return false
  const { protocol, username, password, hash } = new URL(text)
  if (username !== '' || password !== '' || hash !== '') return false
  return protocol === 'https:' || (internal && protocol === 'http:')
}

/** @throws Refusal `bad-request` (`provider-setting`) that names the field. */
export function acceptSettings(settings: ProviderSettings): ProviderSettings {
  const { mapping, internal } = settings
  for (const [field, value] of Object.entries(mapping))
    demand([value].flat().every((name) => isWord(name)) && [value].flat().length <= 20, field)
  demand(settings.strong.length <= 20 && settings.strong.every(isWord), 'strong')
  demand(settings.signOut === undefined || isAddress(settings.signOut, internal), 'sign-out')
  if (settings.kind === 'oidc') {
    demand(isAddress(settings.issuer, internal), 'issuer')
    demand(settings.client !== '' && isWord(settings.client), 'client')
    demand(settings.secret === undefined || isWord(settings.secret), 'secret')
    demand(
      settings.scopes.every((scope) => /^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/.test(scope)),
      'scopes',
    )
    return settings
  }
  const { metadata, address, entity, certificates, key } = settings
  demand(metadata === undefined || isAddress(metadata, internal), 'metadata')
  demand(address === undefined || isAddress(address, internal), 'address')
  demand(entity === undefined || (entity !== '' && isWord(entity)), 'entity')
  demand(certificates.length <= 10 && certificates.every(isStrongCertificate), 'certificates')
  demand(key === undefined || isPair(key), 'key')
  const isPasted = address !== undefined && entity !== undefined && certificates.length > 0
  demand(metadata !== undefined || isPasted, 'metadata')
  return settings
}
