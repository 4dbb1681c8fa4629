import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MemoryBus } from '../../storage/bus/memory.ts'
import type { Records } from '../../storage/records/records.ts'
import type { DomainEvent } from '../../vocabulary/domain-event.ts'
import { openEvents } from './events.ts'
import { decode, encode, type Publication } from './publication.ts'

let announce: (event: DomainEvent) => void
let beside: boolean
let heard: Publication[]
let gaps: number
let messages: string[]

function open() {
  const records = {
    onAnnounced: (listener: typeof announce) => {
      announce = listener
    },
    writtenBeside: () => beside,
  } as Partial<Records> as Records
  const bus = new MemoryBus()
  bus.hear({ message: (message) => messages.push(message), gap: () => {} })
  const events = openEvents(records, bus)
  const end = events.subscribe({ published: (one) => heard.push(one), gap: () => gaps++ })
  return { events, end, bus }
}

beforeEach(() => {
  vi.useFakeTimers()
  ;[beside, heard, gaps, messages] = [false, [], 0, []]
})
afterEach(() => void vi.useRealTimers())

test('the first of a burst leaves at once, the rest of a moment together, each folder once', () => {
  open()
  for (let i = 0; i < 10; i++) announce({ kind: 'changed', chain: [100 + i, 3] })
  announce({ kind: 'changed', chain: [3, 2, 1] })
  vi.advanceTimersByTime(1)
  expect(heard).toHaveLength(1)
  expect(heard[0]!.above.size).toBe(13)
  expect(heard[0]!.above.get(105)).toBe(3)
  expect(heard[0]!.above.get(1)).toBeNull()
  announce({ kind: 'changed', chain: [3, 2, 1] })
  announce({ kind: 'mounts', person: 'anna' })
  vi.advanceTimersByTime(50)
  expect(heard).toHaveLength(1)
  vi.advanceTimersByTime(60)
  expect(heard).toHaveLength(2)
  expect([...heard[1]!.mounts]).toEqual(['anna'])
})

test('however many people look, a change is one message; a thousand writes in a second are ten or so', () => {
  open()
  for (let i = 0; i < 1_000; i++) {
    announce({ kind: 'changed', chain: [1_000 + i, 3] })
    announce({ kind: 'changed', chain: [3, 2, 1] })
    vi.advanceTimersByTime(1)
  }
  vi.advanceTimersByTime(100)
  expect(messages.length).toBeLessThanOrEqual(12)
  const nodes = new Set(heard.flatMap(({ above }) => [...above.keys()]))
  expect(nodes.size).toBe(1_003)
})

test('a full message leaves before its time', () => {
  open()
  for (let i = 0; i < 2_500; i++) announce({ kind: 'changed', chain: [i + 10, 3] })
  expect(heard).toHaveLength(2)
  vi.advanceTimersByTime(200)
  expect(heard).toHaveLength(3)
})

test('what is gathered when the house closes is told', () => {
  const { events } = open()
  announce({ kind: 'access', person: 'anna' })
  events.close()
  expect([...heard[0]!.access]).toEqual(['anna'])
  expect(vi.getTimerCount()).toBe(1)
})

test('a write of the command line beside this process is a gap, while somebody listens', () => {
  const { end } = open()
  beside = true
  vi.advanceTimersByTime(1_000)
  expect(gaps).toBe(1)
  beside = false
  vi.advanceTimersByTime(5_000)
  expect(gaps).toBe(1)
  end()
  beside = true
  vi.advanceTimersByTime(5_000)
  expect(gaps).toBe(1)
})

test('a message that cannot be read is a gap; one that says more than is known is read as far as it is', () => {
  const { bus } = open()
  bus.send('{')
  bus.send('7')
  expect(gaps).toBe(2)
  bus.send('{"above":[4,3,"x",3,0],"future":true,"mounts":[1,"anna"],"uprooted":"no"}')
  expect(heard[0]).toEqual({
    ...{
      above: new Map([
        [4, 3],
        [3, null],
      ]),
      uprooted: new Set(),
      mounts: new Set(['anna']),
    },
    ...{ grants: new Set(), access: new Set(), notification: new Set(), activity: new Set() },
  })
})

test('a publication survives the way', () => {
  const publication: Publication = {
    above: new Map([
      [2 ** 52, 7],
      [7, null],
    ]),
    ...{ uprooted: new Set([3]), grants: new Set([4]) },
    ...{ mounts: new Set(['é']), access: new Set(['a']) },
    ...{ notification: new Set(['b']), activity: new Set(['c']) },
  }
  expect(decode(encode(publication))).toEqual(publication)
})
