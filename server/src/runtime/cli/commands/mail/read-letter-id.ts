import { UsageError } from '../../command.ts'

/** @throws UsageError */
export function readLetterId(typed: string): number {
  if (!/^\d{1,15}$/.test(typed)) throw new UsageError('a letter is named by its number: nuage mail list')
  return Number(typed)
}
