import type { AcademyChange } from '../../../../domain/academies/change.ts'
import { UsageError } from '../../command.ts'

export const academyOptions = {
  name: { type: 'string' },
  region: { type: 'string' },
  zone: { type: 'string' },
  'year-starts': { type: 'string' },
  provider: { type: 'string', multiple: true },
  domain: { type: 'string', multiple: true },
  accent: { type: 'string' },
  line: { type: 'string' },
  'help-at': { type: 'string' },
  logo: { type: 'string' },
  quota: { type: 'string' },
} as const

export const ACADEMY_USAGE =
  '[--name NAME] [--region REGION] [--zone Europe/Paris] [--year-starts 09-01] [--provider ID…] [--domain ac-x.fr[:sign-up]…] [--accent #1d4ed8] [--line TEXT] [--help-at URL] [--logo FILE] [--quota 100GB|none|default]'

interface Typed {
  name?: string
  region?: string
  zone?: string
  'year-starts'?: string
  provider?: string[]
  domain?: string[]
  accent?: string
  line?: string
  'help-at'?: string
}

const SIGN_UP = ':sign-up'

/** What was typed, as the domain takes it; lists take the place of those that are there, and an empty word of none. */
export function readAcademy(typed: Typed): AcademyChange {
  const { 'year-starts': yearStarts, provider, domain, accent, line, 'help-at': help, ...plain } = typed
  const brand = { ...said({ accent }), ...said({ line }), ...said({ help }) }
  return {
    ...said({ name: plain.name }),
    ...said({ region: plain.region }),
    ...said({ zone: plain.zone }),
    ...said({ yearStarts }),
    ...(Object.keys(brand).length === 0 ? {} : { brand }),
    ...(provider === undefined ? {} : { providers: provider.filter((id) => id !== '') }),
    ...(domain === undefined ? {} : { domains: domain.filter((one) => one !== '').map(readDomain) }),
  }
}

const said = <Fields extends object>(fields: Fields): { [K in keyof Fields]?: NonNullable<Fields[K]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never

function readDomain(text: string): { domain: string; signUp: boolean } {
  const signUp = text.endsWith(SIGN_UP)
  const domain = signUp ? text.slice(0, -SIGN_UP.length) : text
  if (domain.includes(':')) throw new UsageError(`“${text}” is no domain: write ac-x.fr or ac-x.fr:sign-up`)
  return { domain, signUp }
}
