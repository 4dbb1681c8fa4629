import type { Mapping, ProviderSettings } from '../../../../domain/providers/provider.ts'
import { UsageError } from '../../command.ts'

export const providerOptions = {
  name: { type: 'string' },
  issuer: { type: 'string' },
  metadata: { type: 'string' },
  entity: { type: 'string' },
  client: { type: 'string' },
  'secret-stdin': { type: 'boolean' },
  scope: { type: 'string', multiple: true },
  map: { type: 'string', multiple: true },
  strong: { type: 'string', multiple: true },
  joins: { type: 'string' },
  accounts: { type: 'string' },
  groups: { type: 'string' },
  internal: { type: 'boolean' },
  'no-internal': { type: 'boolean' },
} as const

export const PROVIDER_USAGE =
  '[--name NAME] [--issuer URL] [--client ID] [--secret-stdin] [--metadata URL] [--entity ID] [--scope SCOPE…] [--map WHAT=ATTRIBUTE…] [--strong ACR…] [--joins never|email] [--accounts make|known] [--groups mapped|make] [--internal|--no-internal]'

export interface Typed {
  issuer?: string
  metadata?: string
  entity?: string
  client?: string
  scope?: string[]
  map?: string[]
  strong?: string[]
  joins?: string
  accounts?: string
  groups?: string
  internal?: boolean
  'no-internal'?: boolean
}

const oneOf = <Word extends string>(option: string, text: string, words: readonly Word[]): Word => {
  const word = words.find((one) => one === text)
  if (word === undefined) throw new UsageError(`--${option} is ${words.join(' or ')}`)
  return word
}

/** What was typed, put over the settings there are. */
export function withTyped<Settings extends ProviderSettings>(was: Settings, typed: Typed): Settings {
  const { issuer, client, scope, strong, joins, accounts, groups } = typed
  if (was.kind !== 'oidc' && (issuer ?? client ?? scope) !== undefined)
    throw new UsageError('--issuer, --client and --scope are for OpenID Connect')
  const { metadata, entity } = typed
  if (was.kind !== 'saml' && (metadata ?? entity) !== undefined)
    throw new UsageError('--metadata and --entity are for SAML')
  return {
    ...was,
    ...(issuer === undefined ? {} : { issuer }),
    ...(client === undefined ? {} : { client }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(entity === undefined ? {} : { entity }),
    ...(scope === undefined ? {} : { scopes: scope.filter((one) => one !== '') }),
    ...(strong === undefined ? {} : { strong: strong.filter((one) => one !== '') }),
    ...(joins === undefined ? {} : { joins: oneOf('joins', joins, ['never', 'email']) }),
    ...(accounts === undefined ? {} : { makes: oneOf('accounts', accounts, ['make', 'known']) === 'make' }),
    ...(groups === undefined ? {} : { groups: oneOf('groups', groups, ['mapped', 'make']) }),
    ...(typed.internal ? { internal: true } : {}),
    ...(typed['no-internal'] ? { internal: false } : {}),
    mapping: withMapped(was.mapping, typed.map ?? []),
  }
}

/** `groups=etab,discipline` and so on; nothing behind the sign: it is not taken. */
function withMapped(was: Mapping, typed: readonly string[]): Mapping {
  const mapping: Record<string, string | readonly string[]> = { ...was }
  for (const text of typed) {
    const at = text.indexOf('=')
    const what = text.slice(0, Math.max(0, at))
    if (!Object.hasOwn(was, what))
      throw new UsageError(`--map is one of ${Object.keys(was).join(', ')}, =, and the attribute`)
    const name = text.slice(at + 1)
    mapping[what] = what === 'groups' ? name.split(',').filter((one) => one !== '') : name
  }
  return mapping as unknown as Mapping
}
