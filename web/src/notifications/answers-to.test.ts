import type { Notification } from '@nuage/contract/api'
import { expect, test } from 'vitest'
import { answersTo } from './answers-to.ts'

const told = (kind: string, facts: Notification['facts']): Notification => ({
  ...{ id: 1, kind, facts, created: 0 },
  about: { type: 'share', id: '7' },
})

test('what waits is taken or declined, what came by itself is declined', () => {
  const facts = { share: 7, file: 'Sujets', node: 3, name: 'Léo Petit' }
  expect(answersTo(told('share-received', { ...facts, pending: true }))).toEqual({
    ...{ share: 7, name: 'Sujets', owner: 'Léo Petit', isThere: false, answers: ['accept', 'leave'] },
  })
  expect(answersTo(told('share-received', { ...facts, pending: false }))?.answers).toEqual(['leave'])
})

test('nothing else asks for an answer', () => {
  expect(answersTo(told('comment', { share: 7, file: 'Sujets' }))).toBeUndefined()
  expect(answersTo(told('share-received', { file: 'Sujets' }))).toBeUndefined()
})
