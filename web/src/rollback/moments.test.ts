import type { Activity } from '@nuage/contract/api'
import { expect, test } from 'vitest'
import { momentsOf } from './moments.ts'

let id = 0
const FOLDER = 7
const did = (at: number, verb: Activity['verb'], name = 'Claire'): Activity => ({
  ...{
    id: ++id,
    at,
    verb,
    by: { id: name, name },
    item: 1,
    kind: 'file' as const,
    mime: '',
    name: 'x',
    path: null,
  },
})

test('what somebody did in one go is one moment, at its first deed', () => {
  expect(
    momentsOf([did(1000, 'trash'), did(900, 'trash'), did(650, 'trash'), did(300, 'trash')], 9, FOLDER),
  ).toEqual([
    { at: 650, deed: 'trash', count: 3, by: 'Claire' },
    { at: 300, deed: 'trash', count: 1, by: 'Claire' },
  ])
})

test('another person, or another deed, is another moment; moves and renames are one', () => {
  const deeds = [did(50, 'rename'), did(49, 'move'), did(48, 'move', 'Paul'), did(47, 'write', 'Paul')]
  expect(momentsOf(deeds, 9, FOLDER)).toEqual([
    { at: 49, deed: 'move', count: 2, by: 'Claire' },
    { at: 48, deed: 'move', count: 1, by: 'Paul' },
    { at: 47, deed: 'write', count: 1, by: 'Paul' },
  ])
})

test('only so many are told, and the last of them whole', () => {
  const deeds = [did(100, 'trash'), did(99, 'write'), did(98, 'write'), did(97, 'create')]
  expect(momentsOf(deeds, 2, FOLDER)).toEqual([
    { at: 100, deed: 'trash', count: 1, by: 'Claire' },
    { at: 98, deed: 'write', count: 2, by: 'Claire' },
  ])
})

test('what takes nothing away is no moment to go back before', () => {
  expect(momentsOf([did(10, 'restore'), did(9, 'comment'), did(8, 'share')], 9, FOLDER)).toEqual([])
})

test('a folder cannot be as it was before it was made, nor within the second in which it was', () => {
  const made: Activity = { ...did(100, 'create'), item: FOLDER, kind: 'folder' }
  const deeds = [did(200, 'create'), did(100, 'create'), made, did(90, 'write')]
  expect(momentsOf(deeds, 9, FOLDER)).toEqual([{ at: 200, deed: 'create', count: 1, by: 'Claire' }])
})
