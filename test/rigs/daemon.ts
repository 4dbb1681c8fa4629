import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { findProgram } from './installed.ts'

export interface Account {
  uid: number
  gid: number
}

export interface Daemon {
  readonly pid: number
  /** Asks it to end, insists after ten seconds, and resolves when it has. */
  stop(signal?: NodeJS.Signals): Promise<void>
  /** The last of what it printed. */
  output(): string
  running(): boolean
  /** Resolves when it has ended: its exit code, null when a signal ended it. */
  readonly ended: Promise<number | null>
}

interface DaemonOptions {
  /** Run as this account; needs root. */
  as?: Account | undefined
  cwd?: string
  env?: NodeJS.ProcessEnv
  /** How many characters of its output are kept; 8,192 unless told otherwise. */
  remember?: number
  /** What the kernel sends it when the test process dies without a word. */
  orphaned?: 'KILL' | 'QUIT'
}

const living = new Set<ChildProcess>()
const folders = new Set<string>()

/** A test process that ends, however it ends, leaves neither a daemon nor a folder behind. */
function leaveNothing(): void {
  for (const child of living) child.kill('SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
process.on('exit', leaveNothing)
for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const)
  process.once(signal, () => {
    // Whoever else listens ends the process in their own time, by way of 'exit'.
    if (process.listenerCount(signal) > 0) return
    leaveNothing()
    process.kill(process.pid, signal)
  })

/** Removes the folder when this process exits; `forgetFolder` once it is gone already. */
export const removeAtExit = (folder: string) => void folders.add(folder)
export const forgetFolder = (folder: string) => void folders.delete(folder)

/** Starts a program that stays in the foreground. It dies with this process, even when that is killed. */
export function startDaemon(command: string, args: string[], options: DaemonOptions = {}): Daemon {
  const [file, ...rest] = [...guard(options), command, ...args]
  const child = spawn(file!, rest, { cwd: options.cwd, env: options.env, stdio: ['ignore', 'pipe', 'pipe'] })
  if (child.pid === undefined) throw new Error(`could not start ${command}`)
  living.add(child)
  let text = ''
  const keep = (chunk: Buffer) => {
    text = (text + chunk).slice(-(options.remember ?? 8192))
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  void ended.then(() => living.delete(child))
  // A daemon alone must not keep a finished test process from ending.
  child.unref()
  for (const pipe of [child.stdout, child.stderr]) (pipe as unknown as { unref(): void }).unref()
  return {
    pid: child.pid,
    output: () => text,
    running: () => living.has(child),
    ended,
    async stop(signal = 'SIGTERM') {
      if (!living.has(child)) return
      child.ref()
      child.kill(signal)
      const insist = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await ended
      clearTimeout(insist)
    },
  }
}

/** Only the kernel can tell a child of a parent's SIGKILL; setpriv asks it to. */
function guard({ as, orphaned = 'KILL' }: DaemonOptions): string[] {
  const setpriv = findProgram('setpriv')
  if (!setpriv) {
    if (as) throw new Error('setpriv (util-linux) is needed to run a test daemon as another account')
    return []
  }
  const account = as ? [`--reuid=${as.uid}`, `--regid=${as.gid}`, '--clear-groups'] : []
  return [setpriv, ...account, `--pdeathsig=${orphaned}`]
}

/**
 * Runs a program to its end; rejects with what it printed when it fails.
 * @param input what it may read.
 */
export function run(
  command: string,
  args: string[],
  options: DaemonOptions = {},
  input?: string,
): Promise<string> {
  const [file, ...rest] = [...guard(options), command, ...args]
  return new Promise((resolve, reject) => {
    const { cwd, env } = options
    const child = execFile(file!, rest, { cwd, env, timeout: 120_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${command} failed: ${stderr || stdout || error.message}`))
      else resolve(stdout)
    })
    if (input !== undefined) child.stdin!.end(input)
  })
}

/** A port nobody listens on at this moment. */
export function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const server = createServer()
  server.once('error', reject)
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as { port: number }
    server.close(() => resolve(port))
  })
  return promise
}

/** Asks every 50 ms until the answer is yes; fails with the daemon's last words when it ends or is too slow. */
export async function until(
  daemon: Daemon,
  what: string,
  ready: () => Promise<boolean>,
  milliseconds = 60_000,
): Promise<void> {
  const deadline = Date.now() + milliseconds
  while (!(await ready().catch(() => false))) {
    if (!daemon.running() || Date.now() > deadline)
      throw new Error(`${what} ${daemon.running() ? 'is too slow' : 'ended'}:\n${daemon.output()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
