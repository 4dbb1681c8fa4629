import { createHash } from 'node:crypto'
import { makeFolder, must } from '../fixtures/lay-folder.ts'
import type { Ask } from '../load/job.ts'
import { type Entrant, measureRounds } from '../measure/rounds.ts'
import type { Contender } from '../peers/contender.ts'
import { against } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import type { Operation } from './operation.ts'
import { putting } from './put-small.ts'

/** As many as the desktop client puts into one request. */
const FILES = 100
const BOUNDARY = 'boundary_.oOo._bench'

/** Text without line ends, different for every file. */
const contentOf = (name: string, length: number): string => {
  const hex = createHash('sha512').update(name).digest('hex')
  return hex.repeat(Math.ceil(length / hex.length)).slice(0, length)
}

function part(path: string, content: string): string {
  const md5 = createHash('md5').update(content).digest('hex')
  return [
    `--${BOUNDARY}`,
    `X-File-Path: ${path}`,
    `X-File-MD5: ${md5}`,
    'X-File-Mtime: 1704164645',
    'Content-Type: application/octet-stream',
    `Content-Length: ${content.length}`,
    '',
    content,
    '',
  ].join('\r\n')
}

const pathsOf = (round: number, request: number): string[] =>
  Array.from({ length: FILES }, (_, i) => `/bulk-${round}/file-${request}-${i}.bin`)

function bulkAsk(round: number, request: number, bytes: number): Ask {
  const parts = pathsOf(round, request).map((path) => part(path, contentOf(path, bytes)))
  return {
    method: 'POST',
    path: '/remote.php/dav/bulk',
    headers: { 'Content-Type': `multipart/related; boundary="${BOUNDARY}"` },
    body: { text: `${parts.join('')}--${BOUNDARY}--\r\n` },
    expect: { status: [200], occurrences: { text: '"error":false', count: FILES } },
  }
}

function bulkEntrant({ sizes, load }: Bench, contender: Contender): Entrant {
  const { port, headers, base } = contender
  const requests = Array.from({ length: sizes.bulks }, (_, i) => i)
  return {
    name: 'nuage, bulk',
    roots: contender.roots,
    perRequest: FILES,
    prepare: async (round) =>
      void (await must(load, contender, { asks: [makeFolder(contender, `bulk-${round}`)] })),
    run: (round) =>
      load.run({
        ...{ port, headers, concurrency: 1 },
        asks: requests.map((request) => bulkAsk(round, request, sizes.smallBytes)),
      }),
    verify: async (round) => {
      const paths = requests.flatMap((request) => pathsOf(round, request))
      const asks = paths.map(
        (path): Ask => ({
          method: 'GET',
          path: `${base}${path}`,
          expect: { status: [200], includes: [contentOf(path, sizes.smallBytes)] },
        }),
      )
      return (await load.run({ port, headers, concurrency: 4, asks })).failures
    },
  }
}

export const bulk: Operation = {
  name: 'bulk',
  title: 'Bulk upload of 100 files of 10 KiB a request, per file',
  async run(bench) {
    const nuage = await bench.nuage()
    const put = { ...putting(bench, nuage, 'beside-bulk'), name: 'nuage, PUT' }
    const series = await measureRounds(bench.rounds, [bulkEntrant(bench, nuage), put])
    const limit = { must: 'CPU ≤ 0.5 × our own PUT', limit: 0.5, bound: 'at most' } as const
    return {
      series: [...series.values()],
      requirements: [against(series.get('nuage, bulk'), series.get('nuage, PUT'), 'cpu', limit)],
    }
  },
}
