import { writeFileSync } from 'node:fs'
import type { Answer, Task } from '../task.ts'
import { draw } from './draw.ts'

/** Of all processes the kernel is to end this one first when memory runs out. */
try {
  writeFileSync('/proc/self/oom_score_adj', '1000')
} catch {}

/** The whole group goes: a converter that still runs has nobody left to work for. */
process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'))

process.on('message', (task: Task) => {
  draw(task).then(
    (drawn) => answer({ drawn }),
    (error: Error & { code?: unknown }) =>
      answer({ fault: String(error.message).slice(0, 500), forGood: !PASSING.has(String(error.code)) }),
  )
})

/** What is wrong is the machine and not the file. */
const PASSING = new Set(['ENOSPC', 'EMFILE', 'ENFILE', 'EAGAIN', 'ENOENT', 'EIO'])

const answer = (told: Answer): void => void process.send?.(told)
