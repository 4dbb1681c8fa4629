import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { Domain } from '../domain.ts'
import type { Place } from './place.ts'
import { lookup as lookupIn } from './resolve.ts'

/** What is at a path, or undefined. */
export const lookup = (domain: Domain, actor: Actor, path: readonly string[]): Promise<Place | undefined> =>
  domain.records.read((reader) => lookupIn(reader, actor, path, seconds(domain.now())))
