import type { Methods } from './tree.ts'

export const trashbin: Methods = {}
