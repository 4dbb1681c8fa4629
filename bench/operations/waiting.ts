import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { moveAsk, removeAsk } from '../fixtures/folders.ts'
import { makeFolder, must } from '../fixtures/lay-folder.ts'
import { COMMON, layNames, RARE } from '../fixtures/lay-names.ts'
import { emptyTrashAsk, restoreAddress, trashed } from '../fixtures/trash.ts'
import { layShore, type Shore, undo, wave } from '../fixtures/wave.ts'
import type { Ask } from '../load/job.ts'
import { openLoad } from '../load/load.ts'
import { type Entrant, measureRounds } from '../measure/rounds.ts'
import { type Nuage, PROGRAM } from '../peers/nuage.ts'
import { within } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import type { Operation } from './operation.ts'
import { POLL } from './propfinds.ts'
import { searchAsk } from './search.ts'

interface Burden {
  readonly name: string
  prepare?(round: number): Promise<unknown>
  bear(round: number): Promise<unknown>
}

/** Who waits shows within seconds; a doctor of much stored takes minutes. */
const DOCTOR_MS = 15_000

/** So often is it searched, one after the other. */
const SEARCHES = 25

/** Until the job that removes the rows has come round, and is through. */
const PURGE_MS = 17_000

async function doctor({ environment }: Nuage): Promise<void> {
  const child = spawn(PROGRAM, ['doctor'], { env: environment, stdio: 'ignore', timeout: DOCTOR_MS })
  const [code, signal] = await once(child, 'exit')
  if (code !== 0 && signal === null) throw new Error(`doctor ended with ${code}`)
}

function burdensOf(bench: Bench, nuage: Nuage): Burden[] {
  const { load, bigFolder } = bench
  let shore: Shore | undefined
  let before = ''
  const ask = (asks: Ask[]) => must(load, nuage, { asks })
  const copyTo = async (name: string) => ask([moveAsk(nuage, 'COPY', await bigFolder(nuage), name)])
  return [
    { name: 'nobody', bear: () => sleep(1000) },
    { name: 'a copy', bear: (round) => copyTo(`burden-${round}`) },
    {
      name: 'a restore',
      async prepare(round) {
        await copyTo(`burden-restored-${round}`)
        await ask([removeAsk(nuage, `burden-restored-${round}`)])
      },
      async bear(round) {
        const [href] = await trashed(nuage, `burden-restored-${round}`)
        if (href === undefined) throw new Error('it is not in the trash')
        const headers = { Destination: restoreAddress(nuage, href) }
        await ask([{ method: 'MOVE', path: href, headers, expect: { status: [201] } }])
      },
    },
    {
      name: 'an emptied trash',
      async prepare(round) {
        await copyTo(`burden-purged-${round}`)
        await ask([removeAsk(nuage, `burden-purged-${round}`)])
      },
      async bear() {
        await ask([emptyTrashAsk])
        await sleep(PURGE_MS)
      },
    },
    {
      name: 'a roll back',
      async prepare() {
        shore ??= await layShore(bench, nuage, 'burden-rolled-back')
        before = await wave(bench, nuage, shore)
      },
      bear: () => undo(nuage, shore!, before),
    },
    {
      name: 'a search',
      prepare: () => layNames(bench),
      async bear() {
        const asks = [searchAsk(RARE, 1), searchAsk(COMMON, 5)].map((one) => ({ ...one, repeat: SEARCHES }))
        await must(load, (await layNames(bench)).nuage, { asks })
      },
    },
    { name: 'doctor', bear: () => doctor(nuage) },
  ]
}

/** Every five milliseconds somebody else asks for little: a poll, a small file up, the same file down. */
function smallAsks({ base }: Nuage, name: string, round: number): Ask[] {
  const path = `${base}/small/${name.replaceAll(' ', '-')}-${round}-`
  const body = { pattern: { seed: 0, length: 1024 } }
  const most = 8_000
  return Array.from({ length: most }, (_, i): Ask[] => [
    { ...POLL, path: `${base}/` },
    { method: 'PUT', path: `${path}${i}.bin`, body, expect: { status: [201] } },
    { method: 'GET', path: `${path}${i}.bin`, expect: { status: [200], ...body } },
  ]).flat()
}

const BEFORE_AND_AFTER_MS = 300

export const waiting: Operation = {
  name: 'waiting',
  title: "Somebody's small requests while another …",
  async run(bench) {
    const nuage = await bench.nuage()
    const other = await nuage.as('other')
    await must(bench.load, other, { asks: [makeFolder(other, 'small')] })
    await bench.bigFolder(nuage)
    const askers = openLoad()
    const entrant = ({ name, prepare, bear }: Burden): Entrant => ({
      name,
      roots: nuage.roots,
      prepare: async (round) => void (await prepare?.(round)),
      async run(round) {
        const { port, headers } = other
        const asks = smallAsks(other, name, round)
        const running = askers.start({ port, headers, concurrency: 1, every: 5, limitSeconds: 200, asks })
        try {
          await sleep(BEFORE_AND_AFTER_MS)
          await bear(round)
          await sleep(BEFORE_AND_AFTER_MS)
        } finally {
          running.stop()
        }
        return await running.outcome
      },
    })
    try {
      const series = await measureRounds(bench.rounds, burdensOf(bench, nuage).map(entrant))
      const limit = { limit: 50, bound: 'at most' } as const
      return {
        series: [...series.values()],
        requirements: [...series.values()]
          .slice(1)
          .map((one) =>
            within(one, 'waitMax', 'ms', { ...limit, must: `${one.name}: longest wait ≤ 50 ms` }),
          ),
        notes: [
          'The longest of all waits of a round; “nobody” tells what the machine itself makes people wait.',
        ],
      }
    } finally {
      askers.close()
    }
  },
}
