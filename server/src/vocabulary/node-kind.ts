export const FILE = 0
export const FOLDER = 1
export type NodeKind = typeof FILE | typeof FOLDER
