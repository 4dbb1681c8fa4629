import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentRange, frameRanges, lengthOf, parseRange, unsatisfiedRange } from './range.ts'

test('the recorded ranges of five bytes', () => {
  const single = (start: number, end: number) => ({ kind: 'single', range: { start, end } })
  expect(parseRange('bytes=1-2', 5)).toEqual(single(1, 2))
  expect(parseRange('bytes=3-', 5)).toEqual(single(3, 4))
  expect(parseRange('bytes=-2', 5)).toEqual(single(3, 4))
  expect(parseRange('bytes=0-100', 5)).toEqual(single(0, 4))
  expect(parseRange('Bytes = -100', 5)).toEqual(single(0, 4))
  expect(parseRange('bytes=10-', 5)).toEqual({ kind: 'unsatisfiable' })
  expect(parseRange('bytes=-0', 5)).toEqual({ kind: 'unsatisfiable' })
  expect(parseRange('bytes=0-', 0)).toEqual({ kind: 'unsatisfiable' })
  expect(parseRange('bytes=0-1,3-4', 5)).toEqual({
    kind: 'multi',
    ranges: [
      { start: 0, end: 1 },
      { start: 3, end: 4 },
    ],
  })
  expect(parseRange('bytes=0-1, 9-', 5)).toEqual(single(0, 1))
})

test('what is no byte range is ignored', () => {
  for (const header of [
    undefined,
    '',
    'items=0-1',
    'bytes=',
    'bytes=-',
    'bytes=2-1',
    'bytes=a-b',
    'bytes=0-1;2-3',
  ])
    expect(parseRange(header, 5), header).toEqual({ kind: 'none' })
})

test('floods get the whole content', () => {
  expect(parseRange(`bytes=${'0-,'.repeat(10)}0-`, 1000)).toEqual({ kind: 'none' })
  expect(
    parseRange(`bytes=${Array.from({ length: 50 }, (_, at) => `${at * 2}-${at * 2}`).join(',')}`, 1e6),
  ).toEqual({
    kind: 'none',
  })
  expect(parseRange(`bytes=0-${'9'.repeat(400)}`, 10)).toEqual({
    kind: 'single',
    range: { start: 0, end: 9 },
  })
})

test('ranges lie inside the content and never exceed it together', () => {
  const spec = fc.oneof(
    fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => `${a}-${b}`),
    fc.nat(60).map((a) => `${a}-`),
    fc.nat(60).map((a) => `-${a}`),
  )
  fc.assert(
    fc.property(fc.array(spec, { minLength: 1, maxLength: 20 }), fc.nat(50), (specs, size) => {
      const outcome = parseRange(`bytes=${specs.join(',')}`, size)
      const ranges =
        outcome.kind === 'multi' ? outcome.ranges : outcome.kind === 'single' ? [outcome.range] : []
      for (const { start, end } of ranges) {
        expect(start).toBeGreaterThanOrEqual(0)
        expect(end).toBeGreaterThanOrEqual(start)
        expect(end).toBeLessThan(size)
      }
      expect(ranges.reduce((sum, range) => sum + lengthOf(range), 0)).toBeLessThanOrEqual(size)
    }),
  )
})

test('the multipart frame has the recorded length', () => {
  const ranges = [
    { start: 0, end: 1 },
    { start: 3, end: 4 },
  ]
  const frame = frameRanges(ranges, 5, 'text/plain;charset=UTF-8', 'cd94c34fde9854a7')
  expect(frame.contentLength).toBe(212)
  expect(frame.contentType).toBe('multipart/byteranges; boundary=cd94c34fde9854a7')
  const body = `${frame.heads[0]}he${frame.heads[1]}lo${frame.tail}`
  expect(Buffer.byteLength(body)).toBe(frame.contentLength)
  expect(body).toContain('\r\nContent-range: bytes 3-4/5\r\n\r\nlo\r\n--cd94c34fde9854a7--\r\n')
})

test('Content-Range', () => {
  expect(contentRange({ start: 3, end: 4 }, 5)).toBe('bytes 3-4/5')
  expect(unsatisfiedRange(5)).toBe('bytes */5')
})
