import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../../test/rigs/daemon.ts'
import { findProgram } from '../../test/rigs/installed.ts'
import type { Outcome } from '../load/job.ts'
import { patternSlice } from '../load/pattern.ts'
import { type Entrant, measureRounds } from '../measure/rounds.ts'
import type { Nuage } from '../peers/nuage.ts'
import { within } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'
import type { Operation } from './operation.ts'
import { listing } from './propfinds.ts'

/** One account for each round, its files on this machine before and after. */
class Round {
  readonly #bench: Bench
  readonly #server: Nuage
  readonly #round: number
  #account: Promise<Nuage> | undefined

  constructor(bench: Bench, server: Nuage, round: number) {
    this.#bench = bench
    this.#server = server
    this.#round = round
  }

  get account(): Promise<Nuage> {
    this.#account ??= this.#server.as(this.#user)
    return this.#account
  }

  get #user(): string {
    return `sync-${this.#round}`
  }

  folder(direction: 'up' | 'down'): string {
    return join(this.#bench.folder, `${this.#user}-${direction}`)
  }

  async layFiles(): Promise<void> {
    await mkdir(this.folder('up'))
    for (let i = 0; i < this.#bench.sizes.syncFiles; i++)
      await writeFile(this.#file('up', i), this.#content(i))
    await mkdir(this.folder('down'))
  }

  async sync(direction: 'up' | 'down'): Promise<Outcome> {
    const { port, password } = await this.account
    const begun = performance.now()
    await run(
      findProgram('nextcloudcmd')!,
      [
        ...['--non-interactive', '-s', '-u', this.#user, '-p', password],
        ...[this.folder(direction), `http://127.0.0.1:${port}`],
      ],
      { env: { PATH: process.env.PATH, HOME: this.#bench.folder, QT_QPA_PLATFORM: 'offscreen' } },
    )
    const wait = performance.now() - begun
    const bytes = this.#bench.sizes.syncFiles * this.#bench.sizes.smallBytes
    return { seconds: wait / 1000, bytes, waits: [wait], failures: [] }
  }

  async verifyUp(): Promise<readonly string[]> {
    const { port, headers, base } = await this.account
    const { syncFiles, smallBytes } = this.#bench.sizes
    const path = `${base}/file-{i}.bin`
    const expect = { status: [200], pattern: { seed: 0, length: smallBytes } }
    const asks = [listing(`${base}/`, syncFiles), { method: 'GET', path, expect, repeat: syncFiles }]
    return (await this.#bench.load.run({ port, headers, concurrency: 4, asks })).failures
  }

  async verifyDown(): Promise<readonly string[]> {
    for (let i = 0; i < this.#bench.sizes.syncFiles; i++)
      if (!(await readFile(this.#file('down', i))).equals(this.#content(i))) return [`file ${i} differs`]
    return []
  }

  #file(direction: 'up' | 'down', i: number): string {
    return join(this.folder(direction), `file-${i}.bin`)
  }

  #content(i: number): Buffer {
    return patternSlice({ seed: i, length: this.#bench.sizes.smallBytes }, 0)
  }
}

export const sync: Operation = {
  name: 'sync',
  title: 'nextcloudcmd, 1,000 files of 10 KiB',
  async run(bench) {
    if (findProgram('nextcloudcmd') === undefined) throw new Error('nextcloudcmd is not installed')
    const nuage = await bench.nuage()
    const rounds = Array.from({ length: bench.rounds + 1 }, (_, i) => new Round(bench, nuage, i))
    const up: Entrant = {
      name: 'up',
      roots: nuage.roots,
      prepare: async (round) => {
        await rounds[round]!.account
        await rounds[round]!.layFiles()
      },
      run: (round) => rounds[round]!.sync('up'),
      verify: (round) => rounds[round]!.verifyUp(),
    }
    const down: Entrant = {
      name: 'down',
      roots: nuage.roots,
      run: (round) => rounds[round]!.sync('down'),
      verify: (round) => rounds[round]!.verifyDown(),
    }
    // One after the other: what comes down is what went up.
    const series = [
      ...(await measureRounds(bench.rounds, [up])).values(),
      ...(await measureRounds(bench.rounds, [down])).values(),
    ]
    return {
      series,
      requirements: series.map((one) =>
        within(one, 'cpu', 'ms', { must: `${one.name}: CPU ≤ 1 s`, limit: 1000, bound: 'at most' }),
      ),
    }
  },
}
