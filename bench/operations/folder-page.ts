import { type Entrant, measureRounds } from '../measure/rounds.ts'
import { spread } from '../measure/statistics.ts'
import type { Nuage } from '../peers/nuage.ts'
import { type Requirement, within } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import { listingFolder } from './list.ts'
import type { Operation } from './operation.ts'

const API = '/api/v1'
const CPU = { must: 'CPU ≤ 150 ms', limit: 150, bound: 'at most' } as const
const BYTES = { must: 'at most 250 KB, gzip', limit: 250_000, bound: 'at most' } as const

async function ask<Answer>({ port, headers }: Nuage, path: string): Promise<Answer> {
  const answer = await fetch(`http://127.0.0.1:${port}${API}${path}`, { headers })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
  return (await answer.json()) as Answer
}

interface FolderPage {
  readonly entries: { readonly id: readonly number[]; readonly name: readonly string[] }
}

/** The number of the crowded folder, which the app would have from a page it has shown. */
async function crowdedFolder(bench: Bench, nuage: Nuage): Promise<number> {
  const path = await bench.bigFolder(nuage)
  const { root } = await ask<{ root: number }>(nuage, '/session')
  const { entries } = await ask<FolderPage>(nuage, `/folders/${root}`)
  const id = entries.id[entries.name.indexOf(path.split('/').at(-1)!)]
  if (id === undefined) throw new Error(`${path} is not in the root`)
  const page = await ask<FolderPage>(nuage, `/folders/${id}`)
  if (page.entries.id.length !== bench.sizes.entries)
    throw new Error(`${page.entries.id.length} entries instead of ${bench.sizes.entries}`)
  return id
}

function showing(bench: Bench, nuage: Nuage, lengths: number[]): Entrant {
  const { sizes, load } = bench
  let id = 0
  return {
    name: 'nuage, JSON, gzip',
    roots: nuage.roots,
    async setUp() {
      id = await crowdedFolder(bench, nuage)
    },
    async run() {
      const outcome = await load.run({
        port: nuage.port,
        headers: { ...nuage.headers, 'Accept-Encoding': 'gzip' },
        concurrency: 1,
        asks: [
          {
            ...{ method: 'GET', path: `${API}/folders/${id}`, repeat: sizes.listings },
            expect: { status: [200], gzip: true, includes: ['"entries":{', '"favourites":['] },
          },
        ],
      })
      lengths.push(outcome.bytes / outcome.waits.length)
      return outcome
    },
  }
}

export const folderPage: Operation = {
  name: 'folder-page',
  title: 'A crowded folder for the web app (JSON), beside the same as PROPFIND',
  async run(bench) {
    const nuage = await bench.nuage()
    const lengths: number[] = []
    const ours = showing(bench, nuage, lengths)
    const series = await measureRounds(bench.rounds, [ours, listingFolder(bench, nuage, true)])
    const bytes: Requirement =
      lengths.length === 0
        ? { ...BYTES, unit: 'bytes', reason: 'nothing was measured' }
        : { ...BYTES, unit: 'bytes', measured: spread(lengths) }
    return {
      series: [...series.values()],
      requirements: [within(series.get(ours.name), 'cpu', 'ms', CPU), bytes],
      notes: [`${bench.sizes.entries} entries, as the app asks when it opens a folder.`],
    }
  },
}
