import { type Quota, SETTINGS } from '../../../domain/settings/known.ts'
import { OcsFault } from '../call.ts'

/**
 * `none`, `default`, `5 GB`, `1073741824`.
 * @returns null for `default`; undefined when nothing was said.
 */
export function readQuota(text: string | undefined): Quota | null | undefined {
  if (text === undefined) return undefined
  if (text.trim() === '' || text.trim().toLowerCase() === 'default') return null
  const quota = SETTINGS['quota.default'].parse(text)
  if (quota === undefined) throw new OcsFault(101, 'quota-value', { value: text.slice(0, 100) })
  return quota
}
