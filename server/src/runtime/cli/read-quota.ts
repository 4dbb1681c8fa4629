import { type Quota, SETTINGS } from '../../domain/settings/known.ts'
import { UsageError } from './command.ts'

/** @returns null for `default`: what applies to everybody. */
export function readQuota(text: string): Quota | null {
  if (text.trim().toLowerCase() === 'default') return null
  const quota = SETTINGS['quota.default'].parse(text)
  if (quota === undefined)
    throw new UsageError(`--quota “${text.slice(0, 40)}” is no size; write 100GB, none or default`)
  return quota
}
