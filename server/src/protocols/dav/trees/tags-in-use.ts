import { options } from '../methods/options.ts'
import { propfindTagsInUse } from '../methods/tags/propfind.ts'
import type { Methods } from './tree.ts'

/** `systemtags-assigned[/<kind of media>]`: tags that hang on something one sees. */
export const tagsInUse: Methods = { OPTIONS: options, PROPFIND: propfindTagsInUse }
