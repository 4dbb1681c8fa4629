import type { ServerResponse } from 'node:http'
import { Refusal } from '../../vocabulary/refusal.ts'

export interface Limits {
  /** Requests of one person under way at once. */
  readonly atOnce: number
  /** Milliseconds after which a request goes on although others of its person are still under way. */
  readonly patience: number
  /** Requests of one person that wait. */
  readonly most: number
}

/** Answered out of the server's own work: six take about as long for everybody as one that is six times as large. */
const ASKING: Limits = { atOnce: 6, patience: 30_000, most: 1_000 }
/** As long as the line makes them, and cheap meanwhile: a class may share an account. */
const CARRYING: Limits = { atOnce: 12, patience: 10_000, most: 1_000 }

interface Queue {
  underWay: number
  readonly waiting: Set<() => void>
}

/**
 * One line for each person, so that whoever asks much at once waits for themselves and not others for them
 * (docs/adr/0022). Who is alone pays one look into a map.
 */
export class Turns {
  readonly #limits: Limits
  readonly #lines = new Map<string, Queue>()

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** Does its work when it is its turn, unless whoever asked has left by then. */
  async run(whose: string, response: ServerResponse, work: () => Promise<void>): Promise<void> {
    const turn = this.take(whose, response)
    if (turn !== true && !(await turn)) return
    try {
      await work()
    } finally {
      this.give(whose)
    }
  }

  /**
   * @returns true when the request may go on at once; otherwise a promise of whether it may, once it is its turn:
   * not when whoever asked has left. Who went on has to `give` the turn back.
   * @throws Refusal `busy` when too many wait.
   */
  take(whose: string, response: ServerResponse): true | Promise<boolean> {
    const line = this.#lines.get(whose)
    if (line === undefined) this.#lines.set(whose, { underWay: 1, waiting: new Set() })
    else if (line.underWay < this.#limits.atOnce) line.underWay++
    else if (line.waiting.size >= this.#limits.most) throw new Refusal('busy', 'busy')
    else return this.#wait(line, response)
    return true
  }

  #wait(line: Queue, response: ServerResponse): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const settle = (goesOn: boolean): void => {
      clearTimeout(impatience)
      response.off('close', leave)
      line.waiting.delete(next)
      if (goesOn) line.underWay++
      resolve(goesOn)
    }
    const next = (): void => settle(true)
    const leave = (): void => settle(false)
    const impatience = setTimeout(next, this.#limits.patience)
    line.waiting.add(next)
    response.once('close', leave)
    return promise
  }

  give(whose: string): void {
    const line = this.#lines.get(whose)!
    line.underWay--
    if (line.underWay >= this.#limits.atOnce) return
    const [next] = line.waiting
    if (next !== undefined) next()
    else if (line.underWay === 0) this.#lines.delete(whose)
  }
}

/** A class is one address. */
const VISITORS_ASKING: Limits = { ...ASKING, atOnce: 12 }
const VISITORS_CARRYING: Limits = { ...CARRYING, atOnce: 48 }
/** Of all addresses together: what strangers send is never all that a process does. */
const ALL_VISITORS: Limits = { ...CARRYING, atOnce: 512, most: 5_000 }

const CARRIES = new Set(['GET', 'PUT', 'POST'])

/** One line of somebody's, or several behind each other. */
export type Line = Pick<Turns, 'run'>

/** The lines of a server: @returns the one in which a request with a method stands. */
export function turnsByMethod(): (method: string, visiting: boolean) => Line {
  const asking = new Turns(ASKING)
  const carrying = new Turns(CARRYING)
  const visitorsAsking = new Turns(VISITORS_ASKING)
  const visitorsCarrying = new Turns(VISITORS_CARRYING)
  const all = new Turns(ALL_VISITORS)
  const carryingForVisitors: Line = {
    run: (whose, response, work) => visitorsCarrying.run(whose, response, () => all.run('', response, work)),
  }
  return (method, visiting) => {
    if (visiting) return CARRIES.has(method) ? carryingForVisitors : visitorsAsking
    return CARRIES.has(method) ? carrying : asking
  }
}
