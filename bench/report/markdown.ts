import type { Sample, Series } from '../measure/rounds.ts'
import { type Spread, spread } from '../measure/statistics.ts'
import { type Requirement, verdictOf } from './requirement.ts'
import type { Result } from './result.ts'

const digits = (value: number): string => {
  if (value === 0) return '0'
  if (Math.abs(value) >= 100) return value.toFixed(0)
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toPrecision(2)
}

const range = ({ median, min, max }: Spread): string =>
  min === max ? digits(median) : `${digits(median)} (${digits(min)}–${digits(max)})`

const row = (...cells: string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')).join(' | ')} |`

const measuredText = ({ measured, reason, unit }: Requirement): string =>
  measured === undefined ? (reason ?? '') : `${range(measured)} ${unit}`

function verdicts({ operations }: Result): string[] {
  return [
    row('operation', 'must', 'measured', ''),
    row('---', '---', '---', '---'),
    ...operations.flatMap(({ title, requirements }) =>
      requirements.map((requirement) => {
        const verdict = verdictOf(requirement)
        return row(
          title,
          requirement.must,
          measuredText(requirement),
          verdict === 'met' ? 'met' : `**${verdict}**`,
        )
      }),
    ),
  ]
}

const figures: readonly [title: string, figure: keyof Sample][] = [
  ['CPU ms', 'cpu'],
  ['time ms', 'time'],
  ['answer ms, median', 'waitMedian'],
  ['answer ms, longest', 'waitMax'],
  ['MB/s', 'megabytesPerSecond'],
  ['peak PSS MiB', 'peakMiB'],
]

const seriesRow = ({ name, samples, withdrawn }: Series): string => {
  if (withdrawn !== undefined || samples.length === 0)
    return row(name, `withdrawn: ${withdrawn ?? 'nothing was measured'}`, ...figures.slice(1).map(() => ''))
  return row(name, ...figures.map(([, figure]) => range(spread(samples.map((sample) => sample[figure])))))
}

function details({ operations }: Result): string[] {
  return operations.flatMap(({ title, series, notes }) => [
    '',
    `### ${title}`,
    '',
    row('', ...figures.map(([name]) => name)),
    row('---', ...figures.map(() => '---:')),
    ...series.map(seriesRow),
    ...(notes ?? []).flatMap((note) => ['', note]),
  ])
}

/** One line for each requirement of an operation, for who watches. */
export const tellVerdicts = (requirements: readonly Requirement[]): string[] =>
  requirements.map((one) => `  ${verdictOf(one)}: ${one.must} — ${measuredText(one)}`)

/** The report as a person reads it. */
export function writeMarkdown(result: Result): string {
  const { date, commit, machine, rounds, quick } = result
  const { processor, cores, memoryGiB, kernel, node, load } = machine
  return [
    `# Benchmarks of ${date.slice(0, 10)}`,
    '',
    `Commit ${commit}; ${rounds} rounds${quick ? ', **small sizes: the requirements are about bigger ones**' : ''}.`,
    `${processor}, ${cores} cores, ${memoryGiB} GiB, Linux ${kernel}, Node ${node}.`,
    `Load average ${load.map((value) => value.toFixed(1)).join(' before and ')} after: what others did on the machine is in the figures.`,
    '',
    'Medians of the rounds, with the least and the most in parentheses. Ratios are taken within a round.',
    '`docs/benchmarks.md` explains how it is measured.',
    '',
    '## Requirements',
    '',
    ...verdicts(result),
    '',
    '## Figures, per operation',
    ...details(result),
    '',
  ].join('\n')
}
