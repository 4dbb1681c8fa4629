import { expect, test } from 'vitest'
import { UndoStack } from './undo.ts'

const act = (what: string, done: string[]) => ({
  what,
  back: async () => {
    done.push(what)
  },
})

test('acts are taken back from the last to the first, each once', async () => {
  const done: string[] = []
  const stack = new UndoStack()
  const [first, second] = [act('first', done), act('second', done)]
  stack.push(first)
  stack.push(second)
  expect(await stack.undo(first)).toBe(true)
  expect(await stack.undo(first)).toBe(false)
  expect(await stack.undo()).toBe(true)
  expect(await stack.undo()).toBe(false)
  expect(done).toEqual(['first', 'second'])
})

test('the last twenty are kept', () => {
  const stack = new UndoStack()
  for (let n = 0; n < 30; n++) stack.push(act(String(n), []))
  expect(stack.size).toBe(20)
})
