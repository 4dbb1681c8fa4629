import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

const CPU_SECONDS = 60
/** Bytes. Such a program reserves little that it does not use: it gets less than the process that calls it. */
const MEMORY = 1024 ** 3

/**
 * Runs a program of the machine under tighter limits.
 * @param program its path; undefined when the machine has none.
 */
export async function convert(program: string | undefined, args: readonly string[]): Promise<void> {
  if (program === undefined) throw new Error('the program for it is not there')
  await run('prlimit', [`--cpu=${CPU_SECONDS}`, `--data=${MEMORY}`, '--', program, ...args])
}
