import type { Federation, Provider, ProviderRow } from '../../domain/providers/provider.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { Oidc } from './oidc.ts'

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

function speaking(row: ProviderRow): Provider {
  if (row.settings.kind === 'oidc') return new Oidc(row, row.settings)
  throw new Refusal('unavailable', 'provider-down', { detail: `${row.kind} is not spoken` })
}
