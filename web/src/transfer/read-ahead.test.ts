import { expect, test } from 'vitest'
import { firstBatches, nextBatches } from './plan.ts'
import { step } from './queue.ts'
import { ReadAhead } from './read-ahead.ts'
import { EMPTY, type Queue, type Row } from './row.ts'

const contents = ['un', 'deux', 'trois']

const added = (): Queue =>
  step(EMPTY, {
    ...{ kind: 'added', deposit: 1, folder: 7, folderName: 'Devoirs', folders: [] },
    rows: contents.map((text, at) => ({
      ...{ folder: [], name: `${at}.txt`, size: text.length, modified: 1_700_000_000, way: 'small' as const },
    })),
  })

function desk(): { reads: string[]; fileOf: (row: Row) => File } {
  const reads: string[] = []
  return {
    reads,
    fileOf: ({ id, name }) => {
      reads.push(name)
      return new File([contents[id - EMPTY.first]!], name)
    },
  }
}

test('what is asked about is read once, and given to who sends just that', async () => {
  const { rows } = added()
  const { reads, fileOf } = desk()
  const ahead = new ReadAhead()
  ahead.expect(firstBatches(rows), fileOf)
  ahead.expect(firstBatches(rows), fileOf)
  expect(reads).toEqual(['0.txt', '1.txt', '2.txt'])
  expect(ahead.take(rows.slice(1))).toBeUndefined()
  expect(new TextDecoder().decode(await ahead.take(rows))).toBe('undeuxtrois')
  expect(ahead.take(rows)).toBeUndefined()
})

test('what is expected no more is held no more', () => {
  const { rows } = added()
  const ahead = new ReadAhead()
  ahead.expect(firstBatches(rows), desk().fileOf)
  ahead.expect([], desk().fileOf)
  expect(ahead.take(rows)).toBeUndefined()
})

test('a file that cannot be read breaks nothing until it is sent', async () => {
  const { rows } = added()
  const ahead = new ReadAhead()
  ahead.expect(firstBatches(rows), () => {
    throw new Error('gone')
  })
  await expect(ahead.take(rows)).rejects.toThrow('gone')
})

test('next come those that nothing stands against, and none while the queue rests', () => {
  const queue = added()
  expect(nextBatches(queue)).toEqual([])
  const judged = step(queue, {
    kind: 'judged',
    verdicts: new Map(queue.rows.map(({ id }) => [id, { kind: 'fine' as const }])),
  })
  const open = step(judged, { kind: 'checked', deposit: 1, missing: 0 })
  expect(nextBatches(open).map((batch) => batch.length)).toEqual([3])
  expect(nextBatches(step(open, { kind: 'line', up: false }))).toEqual([])
})
