import { must } from '../fixtures/lay-folder.ts'
import type { Ask } from '../load/job.ts'
import { patternDigest } from '../load/pattern.ts'
import { type Entrant, measureRounds } from '../measure/rounds.ts'
import { type Contender, USER } from '../peers/contender.ts'
import { within } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import type { Operation } from './operation.ts'

interface Cut {
  readonly name: string
  readonly bytes: number
  readonly chunks: number
}

/** Chunks of one length but for the last, sent in order as the clients do. */
function chunkAsks(folder: string, { bytes, chunks }: Cut): Ask[] {
  const size = Math.ceil(bytes / chunks)
  return Array.from({ length: chunks }, (_, i): Ask => {
    const start = i * size
    return {
      method: 'PUT',
      path: `${folder}/${String(i + 1).padStart(5, '0')}`,
      headers: { 'OC-Total-Length': String(bytes), 'OC-Chunk-Offset': String(start) },
      body: { pattern: { seed: 3, length: Math.min(size, bytes - start), start } },
      expect: { status: [201] },
    }
  })
}

/** @param sha1 of the whole: it is complete by the time the last chunk has come. */
function entrant({ load }: Bench, contender: Contender, cut: Cut, sha1: string): Entrant {
  const { port, headers, base, roots } = contender
  const folder = (round: number) =>
    `/remote.php/dav/uploads/${USER}/${cut.name.replaceAll(/\W+/g, '-')}-${round}`
  const target = (round: number) => `${base}/${cut.name.replaceAll(/\W+/g, '-')}-${round}.bin`
  return {
    name: cut.name,
    roots,
    prepare: async (round) => {
      const begin = { method: 'MKCOL', path: folder(round), expect: { status: [201] } }
      await must(load, contender, { asks: [begin, ...chunkAsks(folder(round), cut)] })
    },
    run: (round) => {
      const finish: Ask = {
        method: 'MOVE',
        path: `${folder(round)}/.file`,
        headers: {
          Destination: `http://127.0.0.1:${port}${target(round)}`,
          'OC-Total-Length': String(cut.bytes),
          'OC-Checksum': `SHA1:${sha1}`,
          'X-OC-Mtime': '1795312594',
        },
        expect: { status: [201] },
      }
      return load.run({ port, headers, concurrency: 1, asks: [finish] })
    },
    verify: async (round) => {
      const expect = { status: [200], pattern: { seed: 3, length: cut.bytes } }
      const asks = [{ method: 'GET', path: target(round), expect }]
      return (await load.run({ port, headers, concurrency: 1, asks })).failures
    },
  }
}

const CHUNK = 10_000_000

export const chunked: Operation = {
  name: 'chunked',
  title: 'Final MOVE of a chunked upload',
  async run(bench) {
    const { sizes, rounds } = bench
    const nuage = await bench.nuage()
    const cuts: Cut[] = [
      { name: '512 MiB', bytes: sizes.chunkedBytes, chunks: Math.ceil(sizes.chunkedBytes / CHUNK) },
      { name: '5,000 tiny chunks', bytes: sizes.tinyChunks * 1000, chunks: sizes.tinyChunks },
    ]
    const series = await measureRounds(
      rounds,
      cuts.map((cut) => entrant(bench, nuage, cut, patternDigest({ seed: 3, length: cut.bytes }, 'sha1'))),
    )
    return {
      series: [...series.values()],
      requirements: cuts.map(({ name }) =>
        within(series.get(name), 'waitMedian', 'ms', { must: `${name}: ≤ 5 ms`, limit: 5, bound: 'at most' }),
      ),
    }
  },
}
