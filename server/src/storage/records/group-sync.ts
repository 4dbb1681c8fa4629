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

export interface GroupSync {
  sync(): Promise<void>
  isBroken(): boolean
  mend(): void
  close(): Promise<void>
}

/**
 * Makes what was written to a file durable, shared among all who ask while the disk is busy:
 * whoever asks during one flush is served by the next, so a hundred commits cost two flushes.
 * When a flush fails, the system may forget what it could not write and let the next one succeed: from then on
 * every flush fails, until `mend` is told that the bytes are safe by other means.
 */
export function groupSync(file: string): GroupSync {
  let handle: ReturnType<typeof openDurably> | undefined
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  let broken: { error: unknown } | undefined

  async function flush(): Promise<void> {
    next = undefined
    if (broken !== undefined) throw broken.error
    try {
      handle ??= openDurably(file)
      await (await handle).datasync()
    } catch (error) {
      broken = { error }
      throw error
    }
  }

  return {
    sync() {
      if (next === undefined) {
        next = running.then(flush, flush)
        running = next.catch(() => {})
      }
      return next
    },
    isBroken: () => broken !== undefined,
    mend() {
      broken = undefined
      // Perhaps it could not even be opened.
      void handle?.then((opened) => opened.close()).catch(() => {})
      handle = undefined
    },
    async close() {
      await running
      await handle?.then((opened) => opened.close()).catch(() => {})
    },
  }
}
