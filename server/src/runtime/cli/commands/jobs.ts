import type { House } from '../../house.ts'
import { command } from '../command.ts'

interface Waiting {
  kind: string
  subject: string
  due: number
  tries: number
  error: string | null
}

const WAITING = 'SELECT kind, subject, due, tries, error FROM job ORDER BY due, id LIMIT 1000'

export const jobs = command<Record<never, never>, House>({
  name: 'jobs',
  summary: 'Show what a running server does by itself, when next, and what waits to be done',
  usage: '',
  options: {},
  args: { min: 0, max: 0 },
  async run({ house, answer }) {
    const [{ Cron }, { JOBS }] = await Promise.all([import('croner'), import('../../jobs.ts')])
    const { domain } = await house()
    const regular = JOBS.map(({ name, when }) => ({
      name,
      when,
      next: new Cron(when, { paused: true }).nextRun()?.toISOString() ?? null,
    }))
    const rows = await domain.records.read((reader) => reader.all<Waiting>(WAITING))
    const waiting = rows.map((row) => ({ ...row, due: new Date(row.due * 1000).toISOString() }))
    const lines = [
      ...regular.map(({ name, when, next }) => `${name.padEnd(12)}  ${when.padEnd(16)}  next ${next}`),
      waiting.length === 0 ? 'nothing else waits' : `${waiting.length} waiting:`,
      ...waiting.map(
        ({ kind, subject, due, tries, error }) =>
          `${kind} ${subject}, due ${due}, tried ${tries} times${error === null ? '' : `: ${error}`}`,
      ),
    ]
    answer(lines.join('\n'), { regular, waiting })
    return 0
  },
})
