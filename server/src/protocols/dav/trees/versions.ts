import type { Methods } from './tree.ts'

export const versions: Methods = {}
