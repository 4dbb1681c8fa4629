import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { confined } from './confine.ts'
import type { Answer, Task } from './task.ts'

/** The process ended, or was ended, before it had answered. */
export class WorkerLost extends Error {
  override readonly name = 'WorkerLost'
}

export interface WorkerOptions {
  /** The drawing program and how Node is to run it. */
  readonly command: readonly string[]
  /** Where it has its home; made when missing. */
  readonly home: string
  readonly environment: Readonly<Record<string, string>>
}

/** One drawing process with a group of its own: whatever it starts ends with it. */
export class Worker {
  readonly #child: ChildProcess
  readonly #lost = Promise.withResolvers<void>()
  #ended = false

  private constructor(child: ChildProcess) {
    this.#child = child
    for (const event of ['exit', 'error', 'disconnect']) child.on(event, () => this.end())
  }

  static async start({ command, home, environment }: WorkerOptions): Promise<Worker> {
    await mkdir(home, { recursive: true })
    const [program, ...args] = await confined(command)
    const child = spawn(program!, args, {
      cwd: home,
      // Nothing of ours: no password, no address, no key.
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8', HOME: home, TMPDIR: home, ...environment },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      detached: true,
    })
    return new Worker(child)
  }

  get ended(): boolean {
    return this.#ended
  }

  /**
   * One task at a time.
   * @param limit milliseconds; afterwards the process is ended.
   * @throws WorkerLost
   */
  async ask(task: Task, limit: number): Promise<Answer> {
    const child = this.#child
    const answered = Promise.withResolvers<Answer>()
    const overdue = setTimeout(() => this.end(), limit)
    child.once('message', answered.resolve as (message: unknown) => void)
    try {
      if (!this.#ended) child.send(task, (error) => error !== null && this.end())
      const answer = await Promise.race([answered.promise, this.#lost.promise])
      if (answer === undefined) throw new WorkerLost('the drawing process ended')
      return answer
    } finally {
      clearTimeout(overdue)
      child.removeListener('message', answered.resolve)
    }
  }

  /** At once, with all it started. */
  end(): void {
    if (this.#ended) return
    this.#ended = true
    this.#lost.resolve()
    const { pid } = this.#child
    if (pid === undefined) return
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // Gone by itself.
    }
  }
}
