import type { SpaceId } from '../../vocabulary/ids.ts'

/** A line of the log of a space. */
export interface Logged {
  readonly space: SpaceId
  readonly seq: number
  /** Seconds. */
  readonly at: number
}

/** Lines of one log without a gap. */
export interface Run {
  readonly space: SpaceId
  readonly seq: number
  readonly count: number
}

/**
 * The lines of several logs in the order of their time; those of one log stay in theirs, whatever the clock said.
 * @param page a log of so many lines may go on: nothing is told that is younger than its last.
 */
export function inOrderOfTime(logs: readonly (readonly Logged[])[], page: number): Logged[] {
  let until = Number.POSITIVE_INFINITY
  const timed = logs.flatMap((log) => {
    let latest = Number.NEGATIVE_INFINITY
    const lines = log.map((line) => {
      latest = Math.max(latest, line.at)
      return { line, at: latest }
    })
    if (log.length >= page) until = Math.min(until, latest)
    return lines
  })
  return timed
    .filter(({ at }) => at <= until)
    .sort((a, b) => a.at - b.at || a.line.space - b.line.space || a.line.seq - b.line.seq)
    .map(({ line }) => line)
}

export function runsOf(lines: readonly Logged[]): Run[] {
  const runs: Run[] = []
  for (const { space, seq } of lines) {
    const run = runs.at(-1)
    if (run?.space === space && run.seq + run.count === seq)
      runs[runs.length - 1] = { ...run, count: run.count + 1 }
    else runs.push({ space, seq, count: 1 })
  }
  return runs
}
