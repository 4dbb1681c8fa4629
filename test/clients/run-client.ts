import { spawn } from 'node:child_process'
import { findProgram } from '../rigs/installed.ts'

export interface Ran {
  /** Null when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** Both, in the order in which they came. */
  readonly output: string
  /** Seconds by the clock. */
  readonly seconds: number
}

export interface Running {
  readonly pid: number
  kill(signal: NodeJS.Signals): void
  readonly ended: Promise<Ran>
}

export interface Wanted {
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  readonly input?: string
  /** Hears what it says, as it says it. */
  readonly listen?: (text: string) => void
  /** Seconds after which it is ended by force. */
  readonly limit?: number
}

/** Starts a client program of the machine. It dies with this process. */
export function startClient(name: string, args: readonly string[], wanted: Wanted = {}): Running {
  const file = findProgram(name)
  const setpriv = findProgram('setpriv')
  if (file === undefined || setpriv === undefined) throw new Error(`${file ? 'setpriv' : name} is missing`)
  const began = performance.now()
  const child = spawn(setpriv, ['--pdeathsig=KILL', file, ...args], {
    cwd: wanted.cwd,
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', ...wanted.env },
  })
  const limit = setTimeout(() => child.kill('SIGKILL'), (wanted.limit ?? 100) * 1000)
  const said = { stdout: '', stderr: '', output: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8')
    child[name].on('data', (text: string) => {
      said[name] += text
      said.output += text
      wanted.listen?.(text)
    })
  }
  child.stdin.on('error', () => {})
  child.stdin.end(wanted.input ?? '')
  const ended = new Promise<Ran>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      clearTimeout(limit)
      resolve({ code, ...said, seconds: (performance.now() - began) / 1000 })
    })
  })
  return { pid: child.pid!, kill: (signal) => void child.kill(signal), ended }
}

export const runClient = (name: string, args: readonly string[], wanted?: Wanted): Promise<Ran> =>
  startClient(name, args, wanted).ended

/** @throws with all it said, unless it ended well. */
export async function mustRun(name: string, args: readonly string[], wanted?: Wanted): Promise<Ran> {
  const ran = await runClient(name, args, wanted)
  if (ran.code !== 0) throw new Error(`${name} ended with ${ran.code}:\n${ran.output.slice(-20_000)}`)
  return ran
}
