import type { FileEntry } from './entries.ts'

/** Milliseconds for which the page answers to nothing else. */
const SLICE = 30

const breathe = (): Promise<void> =>
  'scheduler' in globalThis && 'yield' in scheduler
    ? scheduler.yield()
    : new Promise((resolve) => setTimeout(resolve))

/**
 * Asks each file for its size, which is known from then on: the first time Chromium has it looked up on the disk, a
 * quarter of a millisecond for each, in which the page stands still.
 */
export async function sizeUp(files: readonly FileEntry[]): Promise<void> {
  let until = performance.now() + SLICE
  for (const { file } of files) {
    void file.size
    if (performance.now() < until) continue
    await breathe()
    until = performance.now() + SLICE
  }
}
