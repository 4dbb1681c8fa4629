import type { Item } from '@nuage/contract/api'
import { call } from '../api/call.ts'
import { refresh } from './caches.ts'

/** @throws Problem when the name is taken or cannot be, LineLost. */
export async function makeFolder(parent: number, name: string): Promise<Item> {
  const item = await call<Item>('POST', `/folders/${parent}/folders`, { body: { name } })
  await refresh([parent])
  return item
}
