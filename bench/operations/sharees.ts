import { layPeople } from '../fixtures/lay-people.ts'
import type { Ask } from '../load/job.ts'
import { type Entrant, measureRounds } from '../measure/rounds.ts'
import { type Nuage, startNuage } from '../peers/nuage.ts'
import { type Requirement, within } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import type { Operation } from './operation.ts'

/** What people type, and what somebody finds who has not typed anything yet; and the milliseconds that it may cost. */
const TYPED = [
  ['', 7],
  ['m', 7],
  ['mar', 7],
  ['zoe dup', 20],
  ['p77', 7],
  ['nobody at all', 7],
] as const
const EACH = 40

const search = (text: string): Ask => ({
  method: 'GET',
  path: `/ocs/v2.php/apps/files_sharing/api/v1/sharees?format=json&itemType=file&perPage=25&search=${encodeURIComponent(text)}`,
  headers: { 'OCS-APIRequest': 'true' },
  repeat: EACH,
  expect: { status: [200], includes: ['"statuscode":200', '"lookupEnabled":false'] },
})

const finding = ({ load }: Bench, nuage: Nuage, text: string): Entrant => ({
  name: nuage.name,
  roots: nuage.roots,
  run: () => load.run({ port: nuage.port, headers: nuage.headers, concurrency: 4, asks: [search(text)] }),
})

const nameOf = (text: string): string => (text === '' ? 'nothing typed' : `“${text}”`)

/** Finding a colleague among few and among many: how many there are must not matter. */
export const sharees: Operation = {
  name: 'sharees',
  title: 'Finding whom to share with',
  async run(bench) {
    const { folder, sizes, nuageOptions } = bench
    const open = (count: number): Promise<Nuage> =>
      startNuage(folder, {
        name: `among ${count}`,
        lay: (environment) => layPeople(environment, count),
        ...nuageOptions,
      })
    const houses: Nuage[] = []
    try {
      for (const count of [sizes.few, sizes.crowd]) houses.push(await open(count))
      const all = []
      const requirements: Requirement[] = []
      for (const [text, limit] of TYPED) {
        const series = [
          ...(
            await measureRounds(
              bench.rounds,
              houses.map((house) => finding(bench, house, text)),
            )
          ).values(),
        ]
        all.push(...series.map((one) => ({ ...one, name: `${nameOf(text)}, ${one.name}` })))
        const must = `${nameOf(text)}: CPU ≤ ${limit} ms among ${sizes.crowd}`
        requirements.push(within(series[1], 'cpu', 'ms', { must, limit, bound: 'at most' }))
      }
      return { series: all, requirements }
    } finally {
      for (const house of houses) await house.stop()
    }
  },
}
