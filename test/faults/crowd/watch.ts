import { readFile } from 'node:fs/promises'

const MEBI = 1024

export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number
  /** Mebibytes that the process alone answers for, shared pages by its share. */
  readonly pss: number
  /** The part of it that is no file. */
  readonly anonymous: number
}

export interface Watch {
  between(from: number, to: number): readonly Sample[]
  /** Milliseconds by which timers came late in that time. */
  delays(from: number, to: number): Promise<number[]>
  stop(): void
}

/** Looks at a process every second. @param loop what `loop-delay.ts` writes. */
export function watch(pid: number, loop: string): Watch {
  const samples: Sample[] = []
  const look = async (): Promise<void> => {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
    const of = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1]) / MEBI
    if (text !== '') samples.push({ at: Date.now(), pss: of('Pss'), anonymous: of('Pss_Anon') })
  }
  const timer = setInterval(() => void look(), 1_000)
  return {
    between: (from, to) => samples.filter(({ at }) => at >= from && at < to),
    async delays(from, to) {
      const lines = (await readFile(loop, 'utf8').catch(() => ''))
        .split('\n')
        .filter((line) => line.endsWith('}'))
      return lines
        .map((line) => JSON.parse(line) as { at: number; late: number[] })
        .filter(({ at }) => at >= from && at < to)
        .flatMap(({ late }) => late)
    },
    stop: () => clearInterval(timer),
  }
}

const TICKS_PER_SECOND = 100

/** Processor seconds since its start. */
export async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}
