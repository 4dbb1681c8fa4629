import type { Federation, Provider, ProviderRow } from '../../domain/providers/provider.ts'
import { Oidc } from './oidc.ts'
import { Saml } from './saml/saml.ts'

/** What a provider was told and discovered is kept as long as its settings stay. */
export function openFederation(): Federation {
  const known = new Map<string, { settings: string; provider: Provider }>()
  return {
    async speakWith(row) {
      const settings = JSON.stringify(row.settings)
      const kept = known.get(row.id)
      if (kept?.settings === settings) return kept.provider
      const provider = speaking(row)
      known.set(row.id, { settings, provider })
      return provider
    },
  }
}

const speaking = (row: ProviderRow): Provider =>
  row.settings.kind === 'oidc' ? new Oidc(row, row.settings) : new Saml(row, row.settings)
