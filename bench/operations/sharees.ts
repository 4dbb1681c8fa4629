import { layPeople } from '../fixtures/lay-people.ts'
import type { Ask } from '../load/job.ts'
import { type Entrant, measureRounds } from '../measure/rounds.ts'
import { type Nuage, startNuage } from '../peers/nuage.ts'
import { against, type Requirement, within } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import type { Operation } from './operation.ts'

/** What people type, and what somebody finds who has not typed anything yet. */
const TYPED = ['', 'm', 'mar', 'zoe dup', 'p77', 'nobody at all']
const EACH = 40
const CPU_MS = 5

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
      for (const text of TYPED) {
        const series = [
          ...(
            await measureRounds(
              bench.rounds,
              houses.map((house) => finding(bench, house, text)),
            )
          ).values(),
        ]
        all.push(...series.map((one) => ({ ...one, name: `${nameOf(text)}, ${one.name}` })))
        const [few, crowd] = series
        const must = `${nameOf(text)}: CPU ≤ ${CPU_MS} ms among ${sizes.crowd}`
        requirements.push(within(crowd, 'cpu', 'ms', { must, limit: CPU_MS, bound: 'at most' }))
        const grown = `${nameOf(text)}: ≤ 8 × among ${sizes.few}`
        requirements.push(against(crowd, few, 'cpu', { must: grown, limit: 8, bound: 'at most' }))
      }
      return { series: all, requirements }
    } finally {
      for (const house of houses) await house.stop()
    }
  },
}
