import type { Sample, Series } from '../measure/rounds.ts'
import { type Spread, spread } from '../measure/statistics.ts'

export interface Requirement {
  /** What must hold, as a person reads it. */
  readonly must: string
  readonly limit: number
  /** Whether the measured value may be at most or must be at least the limit. */
  readonly bound: 'at most' | 'at least' | 'below'
  readonly unit: string
  readonly measured?: Spread
  /** Why nothing was measured. */
  readonly reason?: string
}

export type Verdict = 'met' | 'not met' | 'not measured'

export function verdictOf({ measured, bound, limit }: Requirement): Verdict {
  if (measured === undefined) return 'not measured'
  const holds =
    bound === 'at most'
      ? measured.median <= limit
      : bound === 'below'
        ? measured.median < limit
        : measured.median >= limit
  return holds ? 'met' : 'not met'
}

type Figure = keyof Sample
type Limit = Pick<Requirement, 'must' | 'limit' | 'bound'>

const whyNot = (...series: (Series | undefined)[]): string | undefined => {
  for (const one of series) {
    if (one === undefined) return 'not taking part'
    if (one.withdrawn !== undefined) return `${one.name}: ${one.withdrawn}`
    if (one.samples.length === 0) return `${one.name}: nothing was measured`
  }
  return undefined
}

/** A figure of ours against a fixed limit. */
export function within(ours: Series | undefined, figure: Figure, unit: string, limit: Limit): Requirement {
  const reason = whyNot(ours)
  if (reason !== undefined) return { ...limit, unit, reason }
  return { ...limit, unit, measured: spread(ours!.samples.map((sample) => sample[figure])) }
}

/** A figure of ours as a multiple of another's, round by round: the two were measured moments apart. */
export function against(
  ours: Series | undefined,
  theirs: Series | undefined,
  figure: Figure,
  limit: Limit,
): Requirement {
  const unit = '×'
  const reason = whyNot(ours, theirs)
  if (reason !== undefined) return { ...limit, unit, reason }
  const ratios = ours!.samples.flatMap((sample, round) => {
    const other = theirs!.samples[round]
    return other === undefined || other[figure] === 0 ? [] : [sample[figure] / other[figure]]
  })
  if (ratios.length === 0) return { ...limit, unit, reason: `${theirs!.name}: too little to measure` }
  return { ...limit, unit, measured: spread(ratios) }
}
