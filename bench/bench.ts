import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { reasonOf } from './measure/rounds.ts'
import type { Operation } from './operations/operation.ts'
import { operations } from './operations/operations.ts'
import { type Options, readOptions } from './options.ts'
import { keepResult } from './report/keep.ts'
import { tellVerdicts, writeMarkdown } from './report/markdown.ts'
import { describeCommit, describeMachine, type Result } from './report/result.ts'
import { FULL, QUICK } from './sizes.ts'
import { type Bench, openStage } from './stage.ts'

const say = (line: string) => process.stderr.write(`${line}\n`)

const RESULTS = join(import.meta.dirname, 'results')
/** A look in passing is no result: it is kept out of the repository. */
const PASSING = join(tmpdir(), 'nuage-bench-results')

async function measure(bench: Bench, operation: Operation): Promise<Result['operations'][number]> {
  const { name, title } = operation
  const started = performance.now()
  say(`${title}…`)
  try {
    const finding = await operation.run(bench)
    for (const line of tellVerdicts(finding.requirements)) say(line)
    return { name, title, ...finding }
  } catch (error) {
    return {
      name,
      title,
      series: [{ name: 'all', samples: [], withdrawn: reasonOf(error) }],
      requirements: [],
    }
  } finally {
    say(`  ${((performance.now() - started) / 1000).toFixed(0)} s`)
  }
}

async function main(options: Options): Promise<void> {
  const chosen = operations.filter(({ name }) => options.only.length === 0 || options.only.includes(name))
  const { quick, rounds } = options
  const date = new Date().toISOString()
  const load = loadavg()[0]!
  const commit = describeCommit()
  const found: Result['operations'][number][] = []
  const result = (): Result => ({
    ...{ date, commit, quick, rounds, machine: describeMachine(load), operations: found },
  })
  const bench = await openStage({ ...options, sizes: quick ? QUICK : FULL })
  // Some peers' workers outlive a master that is killed: they are told to stop.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void bench.close().finally(() => process.exit(130)))
  try {
    for (const operation of chosen) {
      found.push(await measure(bench, operation))
      // What was found is not lost to an interruption.
      await keepResult(PASSING, result(), false)
    }
  } finally {
    await bench.close()
  }
  process.stdout.write(writeMarkdown(result()))
  const complete = !quick && options.only.length === 0
  say(`Kept in ${await keepResult(complete ? RESULTS : PASSING, result(), complete)}`)
}

try {
  await main(
    readOptions(
      process.argv.slice(2),
      operations.map(({ name }) => name),
    ),
  )
} catch (error) {
  say(`bench: ${(error as Error).message}`)
  process.exitCode = 1
}
