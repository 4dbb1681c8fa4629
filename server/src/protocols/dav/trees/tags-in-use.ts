import type { Member } from '../../../vocabulary/actor.ts'
import { options } from '../methods/options.ts'
import { propfindTagsInUse } from '../methods/tags/propfind.ts'
import type { Methods } from './tree.ts'

/** `systemtags-assigned[/<kind of media>]`: tags that hang on something one sees. */
export const tagsInUse: Methods<Member> = { OPTIONS: options, PROPFIND: propfindTagsInUse }
