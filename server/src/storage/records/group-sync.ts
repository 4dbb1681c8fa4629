import { open } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A new file survives a power cut only once its folder is durable too. */
async function openDurably(file: string): ReturnType<typeof open> {
  const handle = await open(file, 'r+')
  const folder = await open(dirname(file), 'r')
  await folder.sync()
  await folder.close()
  return handle
}

/**
 * Makes what was written to a file durable, shared among all who ask while the disk is busy:
 * whoever asks during one flush is served by the next, so a hundred commits cost two flushes.
 */
export function groupSync(file: string): { sync(): Promise<void>; close(): Promise<void> } {
  let handle: ReturnType<typeof openDurably> | undefined
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined

  async function flush(): Promise<void> {
    next = undefined
    handle ??= openDurably(file)
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
