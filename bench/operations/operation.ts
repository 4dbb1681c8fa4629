import type { Series } from '../measure/rounds.ts'
import type { Requirement } from '../report/requirement.ts'
import type { Bench } from '../stage.ts'

export interface Finding {
  readonly series: readonly Series[]
  readonly requirements: readonly Requirement[]
  readonly notes?: readonly string[]
}

export interface Operation {
  /** As for `--only`. */
  readonly name: string
  readonly title: string
  run(bench: Bench): Promise<Finding>
}
