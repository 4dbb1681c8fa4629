import type { Methods } from './tree.ts'

export const uploads: Methods = {}
