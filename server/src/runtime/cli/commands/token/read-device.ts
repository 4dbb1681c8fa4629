import { UsageError } from '../../command.ts'

/** The number of a device, as `nuage token list` shows it. */
export function readDevice(text: string): number {
  if (!/^\d{1,15}$/.test(text))
    throw new UsageError(`“${text}” is no number of a device: see nuage token list`)
  return Number(text)
}
