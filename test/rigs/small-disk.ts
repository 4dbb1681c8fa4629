import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { program } from './installed.ts'

export interface SmallDisk {
  readonly folder: string
  /** Takes all the room that is left. */
  fill(): Promise<void>
  /** Gives that room back. */
  empty(): Promise<void>
  remount(how: 'ro' | 'rw'): void
  grow(mebibytes: number): void
  dispose(): void
}

const wrote = (handle: FileHandle, block: Buffer): Promise<boolean> =>
  handle.write(block).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOSPC') return false
      throw error
    },
  )

const mounted = new Set<string>()
const unmount = (folder: string) => {
  if (!mounted.delete(folder)) return
  // Lazily: a program that is still ending may have files open.
  execFileSync(program('umount'), ['-l', folder])
  rmSync(folder, { recursive: true })
}
process.on('exit', () => {
  for (const folder of mounted) unmount(folder)
})

/** A file system of its own, in memory, for as long as a test lasts; needs `withTools('mounting')`. */
export function smallDisk(mebibytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'nuage-disk-'))
  execFileSync(program('mount'), ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'nuage-test', folder])
  mounted.add(folder)
  const ballast = join(folder, 'ballast')
  return {
    folder,
    async fill() {
      const handle = await open(ballast, 'a')
      for (const block of [Buffer.alloc(1024 * 1024), Buffer.alloc(4096)]) while (await wrote(handle, block));
      await handle.close()
    },
    empty: () => unlink(ballast),
    remount: (how) => void execFileSync(program('mount'), ['-o', `remount,${how}`, folder]),
    grow: (size) => void execFileSync(program('mount'), ['-o', `remount,size=${size}m`, folder]),
    dispose: () => unmount(folder),
  }
}
