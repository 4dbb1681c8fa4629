import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApplier } from './apply.ts'

let client: QueryClient

beforeEach(() => {
  vi.useFakeTimers()
  client = new QueryClient()
  for (const key of [
    ['folder', 1],
    ['folder', 2],
    ['item', 3],
    ['recent'],
    ['space'],
    ['notifications'],
    ['session'],
  ])
    client.setQueryData(key, 'known')
})
afterEach(() => {
  client.clear()
  vi.useRealTimers()
})

const old = (): string[] =>
  client
    .getQueryCache()
    .getAll()
    .filter(({ state }) => state.isInvalidated)
    .map(({ queryKey }) => queryKey.join(' '))
    .sort()

test('only the folders and items that were named are old, and the lists that may show them', () => {
  createApplier(client).apply({ about: 'files', ids: [2, 3] })
  expect(old()).toEqual(['folder 2', 'item 3', 'recent', 'space'])
})

test('without names everything that shows files is', () => {
  createApplier(client).apply({ about: 'files' })
  expect(old()).toEqual(['folder 1', 'folder 2', 'item 3', 'recent', 'space'])
})

test('notifications concern nothing else', () => {
  createApplier(client).apply({ about: 'notifications' })
  expect(old()).toEqual(['notifications'])
})

test('the end of an act of one’s own is waited for', async () => {
  const applier = createApplier(client)
  let end!: () => void
  const acting = client
    .getMutationCache()
    .build(client, { mutationFn: () => new Promise<void>((resolve) => (end = resolve)) })
    .execute(undefined)
  await vi.advanceTimersByTimeAsync(0)
  applier.apply({ about: 'files', ids: [1] })
  expect(old()).toEqual([])
  end()
  await acting
  expect(old()).toEqual(['folder 1', 'recent', 'space'])
})

test('a storm of changes asks for lists and space once in a while, and never forgets the last', () => {
  const applier = createApplier(client)
  let asked = 0
  client.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'invalidate' && event.query.queryKey[0] === 'space')
      asked++
  })
  const again = (): void => {
    client.setQueryData(['space'], 'asked again')
  }
  for (let i = 0; i < 100; i++) {
    again()
    applier.apply({ about: 'files', ids: [1] })
  }
  expect(asked).toBe(1)
  again()
  vi.advanceTimersByTime(1_000)
  expect(asked).toBe(2)
  vi.advanceTimersByTime(10_000)
  expect(asked).toBe(2)
})

test('after a silence everything may be old', () => {
  createApplier(client).applyAll()
  expect(old()).toEqual(['folder 1', 'folder 2', 'item 3', 'notifications', 'recent', 'space'])
})
