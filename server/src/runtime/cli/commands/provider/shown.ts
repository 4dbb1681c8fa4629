import type { ProviderRow } from '../../../../domain/providers/provider.ts'

/** Without what is secret: only that there is one. */
export function shown({ settings, ...row }: ProviderRow): object {
  const { secret, key, ...plain } = settings as { secret?: string; key?: string }
  return { ...row, settings: { ...plain, ...(secret && { secret: '***' }), ...(key && { key: '***' }) } }
}
