import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../server/src/runtime/main.ts', import.meta.url))

const housekeeper = fileURLToPath(new URL('housekeeper.ts', import.meta.url))

const living = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL')
})

export interface Program {
  readonly pid: number
  /** Its exit code, once it has ended by itself. */
  readonly ended: Promise<number | null>
  /** Where it answers; rejects when it ends before it does. */
  readonly ready: Promise<string>
  /** As a power cut would. */
  kill(): Promise<void>
  /** Asks it to end; resolves with its exit code. */
  stop(): Promise<number | null>
  output(): string
}

/**
 * Nuage itself, as a process of its own.
 * @param settings by their names in the environment.
 * @param preload a module that runs in it first.
 */
export function startProgram(
  settings: Readonly<Record<string, string>>,
  args: readonly string[] = ['serve'],
  preload?: string,
): Program {
  return startModule(main, settings, args, preload)
}

/** A process that does what a server does by itself at its times, and says what it begins. */
export interface Housekeeper extends Program {
  /** Resolves when it has begun that, or has ended. */
  saying(what: string): Promise<void>
  /** What it has begun last. */
  said(): string
}

/** @param only what it does; all of it unless told. */
export function startHousekeeper(
  settings: Readonly<Record<string, string>>,
  only?: 'place' | 'trim',
): Housekeeper {
  const program = startModule(housekeeper, settings, only === undefined ? [] : [only])
  const lines = (): string[] => program.output().trim().split('\n')
  return {
    ...program,
    said: () => lines().at(-1) ?? '',
    async saying(what) {
      let over = false
      void program.ended.then(() => {
        over = true
      })
      while (!over && !lines().includes(what)) await new Promise((resolve) => setTimeout(resolve, 1))
    },
  }
}

function startModule(
  module: string,
  settings: Readonly<Record<string, string>>,
  args: readonly string[],
  preload?: string,
): Program {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('NUAGE_') && !name.startsWith('VITEST') && name !== 'NODE_OPTIONS',
  )
  const child = spawn(
    process.execPath,
    [...(preload === undefined ? [] : ['--import', preload]), module, ...args],
    {
      env: { ...Object.fromEntries(inherited), NUAGE_LISTEN: '127.0.0.1:0', ...settings },
      cwd: join(main, '../../../..'),
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  living.add(child)
  const ended = once(child, 'close').then(([code]) => {
    living.delete(child)
    return code as number | null
  })
  let text = ''
  const ready = new Promise<string>((resolve, reject) => {
    const keep = (piece: Buffer): void => {
      text = (text + piece).slice(-16_384)
      const found = /Nuage is ready at (http:\/\/\S+)/.exec(text)
      if (found) resolve(found[1]!.replace(/\/$/, ''))
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    void ended.then((code) => reject(new Error(`the program ended (${code}) before it answered:\n${text}`)))
  })
  ready.catch(() => {})
  return {
    pid: child.pid!,
    ended,
    ready,
    output: () => text,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}
