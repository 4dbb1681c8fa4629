import type { Bus } from './bus.ts'
import { MemoryBus } from './memory.ts'
import type { RedisBusOptions } from './redis.ts'

/** @param options without a URL, messages stay in this process. The driver is loaded only where it is used. */
export async function openBus({
  url,
  ...options
}: Omit<RedisBusOptions, 'url'> & { url?: string | undefined }): Promise<Bus> {
  if (url === undefined) return new MemoryBus()
  const { RedisBus } = await import('./redis.ts')
  return new RedisBus({ ...options, url })
}
