import type { Actor } from '../../../vocabulary/actor.ts'
import type { Exchange } from '../exchange.ts'

export type Handler<Who extends Actor = Actor> = (exchange: Exchange<Who>) => Promise<void>

/** What an address tree answers to each method; any other method is 501. */
export type Methods<Who extends Actor = Actor> = Readonly<Record<string, Handler<Who>>>
