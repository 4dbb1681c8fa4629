import type { Actor } from '../../vocabulary/actor.ts'
import type { Exchange } from './exchange.ts'
import type { Methods } from './trees/tree.ts'

/** Who asks, which tree it is that they ask for, and in which line they stand. */
export interface Admitted<Who extends Actor>
  extends Pick<Exchange<Who>, 'actor' | 'rootName' | 'filesAt' | 'note' | 'onSent'> {
  readonly methods: Methods<Who>
  /** How many segments belong to the tree's own address. */
  readonly depth: number
  readonly line: string
}
