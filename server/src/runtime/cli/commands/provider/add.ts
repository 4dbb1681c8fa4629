import type { House } from '../../../house.ts'
import { command, UsageError } from '../../command.ts'
import { readPems } from './read-pem.ts'
import { PROVIDER_USAGE, providerOptions, withTyped } from './settings.ts'
import { shown } from './shown.ts'

export const providerAdd = command<typeof providerOptions, House>({
  name: 'provider add',
  summary: 'Add an identity provider that speaks OpenID Connect or SAML',
  usage: `ID ${PROVIDER_USAGE}`,
  options: providerOptions,
  args: { min: 1, max: 1 },
  async run({ args, options: named, input, house, answer }) {
    const { newOidc, newSaml } = await import('../../../../domain/providers/accept.ts')
    const { addProvider } = await import('../../../../domain/providers/change.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const { readPassword } = await import('../../read-password.ts')
    const options = await readPems(named)
    const { issuer, client, name, metadata, address } = options
    const isSaml = metadata !== undefined || address !== undefined
    if (!isSaml && (issuer === undefined || client === undefined))
      throw new UsageError(
        '--issuer and --client are needed, or for SAML --metadata, or --address with --entity and --certificate',
      )
    const plain = isSaml
      ? withTyped(newSaml(), options)
      : withTyped(newOidc({ issuer: issuer!, client: client! }), options)
    const settings = options['secret-stdin'] ? { ...plain, secret: await readPassword(input) } : plain
    const { domain } = await house()
    const row = await addProvider(domain, SYSTEM, { id: args[0]!, name: name ?? args[0]!, settings })
    answer(`added ${row.id}; it answers to …/login/${row.kind}/${row.id}`, shown(row))
    return 0
  },
})
