import { type Elsewhere, layMounts, openElsewhere, type Receiver } from '../fixtures/lay-mounts.ts'
import { Connection } from '../load/connection.ts'
import type { Ask, Outcome } from '../load/job.ts'
import { judgeAnswer } from '../load/judge.ts'
import { cpuSeconds } from '../measure/cpu.ts'
import { type Entrant, measureRounds, type Series } from '../measure/rounds.ts'
import { basic } from '../peers/contender.ts'
import { type Nuage, startNuage } from '../peers/nuage.ts'
import { against, type Requirement, within } from '../report/requirement.ts'
import type { Bench, Servers } from '../stage.ts'
import type { Finding, Operation } from './operation.ts'
import { listing, POLL } from './propfinds.ts'

const COUNTS = [0, 100, 1000] as const

interface Ground {
  readonly nuage: Nuage
  readonly receivers: readonly Receiver[]
  readonly database: DatabaseCpu
}

/** What the database's own processes spend: none where it is a part of ours. */
class DatabaseCpu {
  readonly #roots: readonly number[]
  readonly #spent = new Map<string, { seconds: number; operations: number }>()

  constructor(roots: readonly number[]) {
    this.#roots = roots
  }

  async during(name: string, run: () => Promise<Outcome>): Promise<Outcome> {
    if (this.#roots.length === 0) return await run()
    const before = cpuSeconds(this.#roots)
    const outcome = await run()
    const spent = this.#spent.get(name) ?? { seconds: 0, operations: 0 }
    spent.seconds += cpuSeconds(this.#roots) - before
    spent.operations += outcome.waits.length
    this.#spent.set(name, spent)
    return outcome
  }

  notes(): string[] {
    if (this.#spent.size === 0) return []
    const each = [...this.#spent].map(
      ([name, { seconds, operations }]) => `${name}: ${((seconds * 1000) / operations).toFixed(2)}`,
    )
    return [
      `CPU ms that PostgreSQL itself spends on each, the writes elsewhere with it — ${each.join('; ')}.`,
    ]
  }
}

const requestOf = (nuage: Nuage, { user, password }: Receiver, { method, path, headers, body }: Ask) => {
  const text = body !== undefined && 'text' in body ? body.text : ''
  const lines = [
    ...[`${method} ${path} HTTP/1.1`, `Host: 127.0.0.1:${nuage.port}`],
    ...[`Authorization: ${basic(user, password)}`, `Content-Length: ${Buffer.byteLength(text)}`],
    ...Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}`),
  ]
  return { head: `${lines.join('\r\n')}\r\n\r\n`, body: { text } }
}

/** One after the other on one connection; before each, somebody else may write. */
async function askInTurn(
  nuage: Nuage,
  receiver: Receiver,
  ask: Ask,
  before: () => Promise<void>,
): Promise<Outcome> {
  const connection = new Connection(nuage.port)
  const request = requestOf(nuage, receiver, ask)
  const waits: number[] = []
  const failures: string[] = []
  let bytes = 0
  const started = performance.now()
  for (let i = 0; i < (ask.repeat ?? 1) && failures.length === 0; i++) {
    await before()
    const judge = judgeAnswer(ask.expect)
    const begun = performance.now()
    const status = await connection.ask(request, judge.sink)
    waits.push(performance.now() - begun)
    bytes += judge.bytes()
    const wrong = judge.verdict(status)
    if (wrong !== undefined) failures.push(wrong)
  }
  connection.close()
  return { seconds: (performance.now() - started) / 1000, bytes, waits, failures }
}

const pollOf = ({ sizes }: Bench, { user }: Receiver): Ask => ({
  ...POLL,
  path: `/remote.php/dav/files/${user}/`,
  repeat: sizes.mountPolls,
})

const listingOf = ({ sizes }: Bench, { user, mounts }: Receiver): Ask => ({
  ...listing(`/remote.php/dav/files/${user}/`, mounts),
  repeat: Math.ceil(sizes.mountPolls / 20),
})

async function measure(
  bench: Bench,
  { nuage, receivers, database }: Ground,
  name: string,
  { askOf, before }: { askOf: typeof pollOf; before: () => Promise<void> },
): Promise<Series[]> {
  const entrants = receivers.map(
    (receiver): Entrant => ({
      name: `${name}, ${receiver.mounts} mounts`,
      roots: nuage.roots,
      run: () =>
        database.during(`${name}, ${receiver.mounts} mounts`, () =>
          askInTurn(nuage, receiver, askOf(bench, receiver), before),
        ),
    }),
  )
  return [...(await measureRounds(bench.rounds, entrants)).values()]
}

async function pollAll(bench: Bench, ground: Ground): Promise<Finding> {
  const { nuage, database } = ground
  const elsewhere: Elsewhere = await openElsewhere(nuage.environment)
  try {
    const quiet = async () => undefined
    const after = await measure(bench, ground, 'after a write elsewhere', {
      ...{ askOf: pollOf, before: elsewhere.write },
    })
    const calm = await measure(bench, ground, 'quiet', { askOf: pollOf, before: quiet })
    const renamed = await measure(bench, ground, 'after a renaming elsewhere', {
      ...{ askOf: pollOf, before: elsewhere.rename },
    })
    const listed = await measure(bench, ground, 'depth 1, after a write elsewhere', {
      ...{ askOf: listingOf, before: elsewhere.write },
    })
    const [none, hundred, thousand] = after
    const requirements: Requirement[] = [
      against(hundred, none, 'cpu', {
        ...{ must: 'After a write elsewhere: 100 mounts ≤ 2 × none', limit: 2, bound: 'at most' },
      }),
      within(thousand, 'cpu', 'ms', {
        ...{ must: 'After a write elsewhere: CPU with 1,000 mounts ≤ 1 ms', limit: 1, bound: 'at most' },
      }),
      within(calm[2], 'cpu', 'ms', {
        must: 'Quiet: CPU with 1,000 mounts ≤ 1 ms',
        limit: 1,
        bound: 'at most',
      }),
    ]
    const notes = [
      'Folders of 20 colleagues, all in the root. One poll at a time, on one connection.',
      ...database.notes(),
    ]
    return { series: [...after, ...calm, ...renamed, ...listed], requirements, notes }
  } finally {
    await elsewhere.close()
  }
}

async function inHouse(bench: Bench, servers: Partial<Servers>): Promise<Finding> {
  let receivers: Receiver[] = []
  const nuage = await startNuage(bench.folder, {
    name: `mounts${servers.database === undefined ? '' : ' on servers'}`,
    lay: async (environment) => {
      receivers = await layMounts(environment, COUNTS)
    },
    ...servers,
    ...bench.nuageOptions,
  })
  try {
    const database = new DatabaseCpu(servers.postgres === undefined ? [] : [servers.postgres])
    return await pollAll(bench, { nuage, receivers, database })
  } finally {
    await nuage.stop()
  }
}

export const pollMounts: Operation = {
  name: 'poll-mounts',
  title: 'The poll of somebody who has received much',
  run: (bench) => inHouse(bench, {}),
}

export const pollMountsOnServers: Operation = {
  name: 'poll-mounts-servers',
  title: 'The poll of somebody who has received much, on PostgreSQL and S3',
  run: async (bench) => inHouse(bench, await bench.servers()),
}
