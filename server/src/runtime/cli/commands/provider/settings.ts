import type { Mapping, ProviderSettings, SamlSettings } from '../../../../domain/providers/provider.ts'
import { UsageError } from '../../command.ts'

export const providerOptions = {
  name: { type: 'string' },
  issuer: { type: 'string' },
  metadata: { type: 'string' },
  entity: { type: 'string' },
  address: { type: 'string' },
  certificate: { type: 'string', multiple: true },
  key: { type: 'string' },
  'signed-answers': { type: 'boolean' },
  'no-signed-answers': { type: 'boolean' },
  'sign-out': { type: 'string' },
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
  '[--name NAME] [--issuer URL] [--client ID] [--secret-stdin] [--metadata URL] [--entity ID] [--address URL] [--certificate FILE…] [--key FILE] [--signed-answers|--no-signed-answers] [--sign-out URL] [--scope SCOPE…] [--map WHAT=ATTRIBUTE…] [--strong ACR…] [--joins never|email] [--accounts make|known] [--groups mapped|make] [--internal|--no-internal]'

export interface Typed {
  issuer?: string
  metadata?: string
  entity?: string
  address?: string
  /** PEM, what stood in the files. */
  certificate?: readonly string[]
  key?: string
  'signed-answers'?: boolean
  'no-signed-answers'?: boolean
  'sign-out'?: string
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
  if (was.kind !== 'saml' && SAML_ONLY.some((option) => typed[option] !== undefined))
    throw new UsageError(`${SAML_ONLY.map((option) => `--${option}`).join(', ')} are for SAML`)
  return {
    ...was,
    ...(was.kind === 'saml' ? samlTyped(typed) : {}),
    ...unlessEmpty('signOut', typed['sign-out']),
    ...(issuer === undefined ? {} : { issuer }),
    ...(client === undefined ? {} : { client }),
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

const SAML_ONLY = [
  ...([
    'metadata',
    'entity',
    'address',
    'certificate',
    'key',
    'signed-answers',
    'no-signed-answers',
  ] as const),
]

/** An empty word takes away what there was. */
const unlessEmpty = <Name extends string>(name: Name, text: string | undefined): { [K in Name]?: string } =>
  text === undefined ? {} : ({ [name]: text === '' ? undefined : text } as { [K in Name]?: string })

const samlTyped = (typed: Typed): Partial<SamlSettings> => ({
  ...unlessEmpty('metadata', typed.metadata),
  ...unlessEmpty('entity', typed.entity),
  ...unlessEmpty('address', typed.address),
  ...unlessEmpty('key', typed.key),
  ...(typed.certificate === undefined ? {} : { certificates: typed.certificate }),
  ...(typed['signed-answers'] ? { signedAnswers: true } : {}),
  ...(typed['no-signed-answers'] ? { signedAnswers: false } : {}),
})

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
