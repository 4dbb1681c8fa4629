import { mayAssign, type Tag } from '../../../../domain/tags/tag.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import type { Told } from '../../describe.ts'
import type { Exchange } from '../../exchange.ts'
import type { TagLine } from '../../properties/tags.ts'
import { numbersIn } from '../of-file.ts'

/** `[<tag>]`. @throws DavFault 404. */
export const tagAddress = ({ path }: Pick<Exchange, 'path'>): number | undefined => numbersIn(path, 0, 1)[0]

export const collection = (...path: string[]): Told<null> => ({ path, collection: true, line: null })

export const lineOf = ({ actor }: Pick<Exchange<Member>, 'actor'>, tag: Tag): TagLine => ({
  tag,
  mayAssign: mayAssign(actor, tag),
  forAdministrator: actor.admin,
})
