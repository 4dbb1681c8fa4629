import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, startDaemon } from '../../test/rigs/daemon.ts'
import { program } from '../../test/rigs/installed.ts'
import { cpuSeconds } from '../measure/cpu.ts'
import { pssMiB } from '../measure/memory.ts'
import type { Sample } from '../measure/rounds.ts'
import { answers } from '../peers/answers.ts'
import { ROOT } from '../peers/nuage.ts'
import { within } from '../report/requirement.ts'
import type { Operation } from './operation.ts'

const LONGEST_MS = 30_000

/** `npm start` until it answers, and then its end. */
async function startOnce(data: string): Promise<Sample> {
  const port = await freePort()
  const environment = { ...process.env, NUAGE_DATA: data, NUAGE_LISTEN: `127.0.0.1:${port}` }
  const begun = performance.now()
  const daemon = startDaemon(program('npm'), ['start'], { cwd: ROOT, env: environment })
  try {
    while (!(await answers(port, '/status.php').catch(() => false))) {
      if (!daemon.running() || performance.now() - begun > LONGEST_MS)
        throw new Error(`npm start did not come up: ${daemon.output().slice(-300)}`)
      await sleep(5)
    }
    const time = performance.now() - begun
    const cpu = cpuSeconds([daemon.pid]) * 1000
    const peakMiB = pssMiB([daemon.pid])
    return { operations: 1, cpu, time, waitMedian: time, waitMax: time, megabytesPerSecond: 0, peakMiB }
  } finally {
    await daemon.stop('SIGTERM')
  }
}

export const start: Operation = {
  name: 'start',
  title: 'Second npm start, until it answers',
  async run(bench) {
    const data = await mkdtemp(join(bench.folder, 'start-'))
    const samples: Sample[] = []
    for (let round = 0; round <= bench.rounds; round++) {
      const sample = await startOnce(data)
      if (round > 0) samples.push(sample)
    }
    const series = { name: 'npm start', samples }
    const must = { must: '≤ 1.5 s', limit: 1500, bound: 'at most' } as const
    return {
      series: [series],
      requirements: [within(series, 'time', 'ms', must)],
      notes: ['CPU and memory are those of npm and the server together.'],
    }
  },
}
