import { readdirSync, readFileSync } from 'node:fs'

export interface ProcessStat {
  readonly pid: number
  readonly parent: number
  /** Clock ticks in user and kernel mode, its own and those of children it has waited for. */
  readonly ticks: number
}

/** proc(5): the second field is the program's name in parentheses, which may hold spaces and parentheses. */
function readStat(pid: number): ProcessStat | undefined {
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch {
    return undefined
  }
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const ticks = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0)
  return { pid, parent: Number(fields[1]), ticks }
}

/** Every living process that is one of the roots or descends from one. */
export function processTree(roots: readonly number[]): ProcessStat[] {
  const children = new Map<number, ProcessStat[]>()
  const found: ProcessStat[] = []
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = readStat(Number(name))
    if (stat === undefined) continue
    if (roots.includes(stat.pid)) found.push(stat)
    const siblings = children.get(stat.parent)
    if (siblings === undefined) children.set(stat.parent, [stat])
    else siblings.push(stat)
  }
  const seen = new Set(found.map(({ pid }) => pid))
  for (const { pid } of found)
    for (const child of children.get(pid) ?? []) {
      if (seen.has(child.pid)) continue
      seen.add(child.pid)
      found.push(child)
    }
  return found
}
