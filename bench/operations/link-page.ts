import type { Ask } from '../load/job.ts'
import { measureRounds } from '../measure/rounds.ts'
import type { Nuage } from '../peers/nuage.ts'
import { within } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import type { Operation } from './operation.ts'

/** As many as a lesson's folder has. */
const FILES = 20

interface Shared {
  readonly token: string
}

async function share(teacher: Nuage): Promise<Shared> {
  const { port, base, headers } = teacher
  const ask = async (method: string, path: string, body?: string | URLSearchParams): Promise<Response> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      ...{ method, headers: { ...headers, 'OCS-APIRequest': 'true', Accept: 'application/json' } },
      ...(body === undefined ? {} : { body }),
    })
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}`)
    return answer
  }
  await ask('MKCOL', `${base}/lesson`)
  for (let i = 0; i < FILES; i++) await ask('PUT', `${base}/lesson/sheet-${i}.txt`, 'What pupils read.')
  const fields = new URLSearchParams({ path: '/lesson', shareType: '3' })
  const answer = await ask('POST', '/ocs/v2.php/apps/files_sharing/api/v1/shares', fields)
  return ((await answer.json()) as { ocs: { data: Shared } }).ocs.data
}

export const linkPage: Operation = {
  name: 'link-page',
  title: 'The page of a public link to a folder, from the request to its last byte',
  async run({ sizes, load, rounds, nuage }: Bench) {
    const teacher = await (await nuage()).as('sharer')
    let asks: Ask[] = []
    const entrant = (name: string, concurrency: number, headers: Record<string, string>) => ({
      ...{ name, roots: teacher.roots },
      setUp: async () => {
        if (asks.length > 0) return
        const { token } = await share(teacher)
        const expect = { status: [200] }
        asks = [{ method: 'GET', path: `/s/${token}`, expect, repeat: sizes.linkPages }]
      },
      run: () =>
        load.run({ port: teacher.port, headers: { Accept: 'text/html', ...headers }, concurrency, asks }),
    })
    const series = await measureRounds(rounds, [
      entrant('one visitor', 1, {}),
      entrant('a class, packed', 35, { 'Accept-Encoding': 'gzip' }),
    ])
    const [one, many] = ['one visitor', 'a class, packed'].map((name) => series.get(name))
    return {
      series: [...series.values()],
      requirements: [
        within(one, 'cpu', 'ms', { must: 'CPU of a page ≤ 4 ms', limit: 4, bound: 'at most' }),
        within(one, 'waitMedian', 'ms', { must: 'There within 25 ms', limit: 25, bound: 'at most' }),
        within(many, 'waitMax', 'ms', {
          must: 'A whole class has it within 1 s',
          limit: 1000,
          bound: 'at most',
        }),
      ],
      notes: [
        `${FILES} files. Nothing is sent before the page is whole, so its first byte comes with its last.`,
      ],
    }
  },
}
