import { session } from '../session/session.ts'

/** Paths of the app’s own places, below the prefix of the instance. */
export const folderPath = (id: number): string => (id === session().root ? '/files' : `/files/${id}`)
export const itemPath = (folder: number, item: number): string => `${folderPath(folder)}?item=${item}`
export const viewPath = (folder: number, item: number): string => `/files/${folder}/view/${item}`
export const tagPath = (id: number): string => `/tags/${id}`
export const boxPath = (id: number): string => `/boxes/${id}`
export const rollbackPath = (folder: number): string => `/rollback/${folder}`
export const helpPath = (page?: string): string => (page === undefined ? '/help' : `/help/${page}`)
