import { getAvatar } from '../methods/get-avatar.ts'
import { options } from '../methods/options.ts'
import type { Methods } from './tree.ts'

/** `avatars/<person>/<size>.png`: what the desktop shows beside an account (ocs.md §13.2). */
export const avatars: Methods = { OPTIONS: options, GET: getAvatar, HEAD: getAvatar }
