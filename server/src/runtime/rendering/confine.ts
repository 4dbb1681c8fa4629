import { spawn } from 'node:child_process'
import { once } from 'node:events'

const MB = 1024 * 1024

/**
 * Writable memory of one process. Node itself accounts for about 600 MB, which it reserves and hardly touches;
 * what one picture may take is the rest.
 */
const MEMORY = 1536 * MB
/** The largest file it may write. */
const FILE = 512 * MB
/** Others come first. */
const NICE = 5

/** From here on nobody else can be reached; the second way works without being root where the system allows it. */
const WITHOUT_NETWORK: readonly (readonly string[])[] = [
  ['unshare', '--net', '--'],
  ['unshare', '--user', '--map-current-user', '--net', '--'],
]

async function works(command: readonly string[]): Promise<boolean> {
  const child = spawn(command[0]!, [...command.slice(1), 'true'], { stdio: 'ignore' })
  try {
    const [code] = await once(child, 'exit')
    return code === 0
  } catch {
    return false
  }
}

let isolation: Promise<readonly string[]> | undefined

async function findIsolation(): Promise<readonly string[]> {
  for (const way of WITHOUT_NETWORK) if (await works(way)) return way
  return []
}

/** The same program under limits of memory, file size and reach, behind everything else on the machine. */
export async function confined(command: readonly string[]): Promise<string[]> {
  isolation ??= findIsolation()
  return [
    ...(await isolation),
    ...['nice', '-n', String(NICE)],
    ...['prlimit', `--data=${MEMORY}`, `--fsize=${FILE}`, '--core=0', '--'],
    ...command,
  ]
}
