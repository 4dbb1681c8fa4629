import { open } from 'node:fs/promises'

/**
 * Makes what was written to a file durable, shared among all who ask while the disk is busy:
 * whoever asks during one flush is served by the next, so a hundred commits cost two flushes.
 */
export function groupSync(file: string): { sync(): Promise<void>; close(): Promise<void> } {
  let handle: ReturnType<typeof open> | undefined
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined

  async function flush(): Promise<void> {
    next = undefined
    handle ??= open(file, 'r+')
    await (await handle).datasync()
  }

  return {
    sync() {
      if (next === undefined) {
        next = running.then(flush, flush)
        running = next.catch(() => {})
      }
      return next
    },
    async close() {
      await running
      if (handle !== undefined) await (await handle).close()
    },
  }
}
