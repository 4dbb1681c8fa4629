import type { Domain } from '../../../../domain/domain.ts'

/** The quota of an academy is a setting of it. */
export async function setQuota(domain: Domain, academy: string, quota: string | undefined): Promise<void> {
  if (quota === undefined) return
  const { setSetting } = await import('../../../../domain/settings/set.ts')
  const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
  const value = quota === 'default' ? null : quota
  await setSetting(domain, SYSTEM, { scope: 'academy', subject: academy }, 'quota.default', value)
}
