import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { tokens } from '@nuage/contract/tokens'
import { COSTLY, type PreviewKind } from '../../domain/previews/kind.ts'
import { type Picture, type Renderer, type Source, Unrenderable } from '../../domain/previews/renderer.ts'
import type { Variant } from '../../domain/previews/variant.ts'
import { program } from '../program.ts'
import { fetchSource } from './fetch-source.ts'
import { configureFonts, FONTS } from './fonts.ts'
import { type Job, Pool } from './pool.ts'
import { findPrograms, kindsWith } from './programs.ts'
import type { Answer, Drawn, Programs, Task } from './task.ts'
import { WorkerLost } from './worker.ts'

export interface RendererOptions {
  /** What the machine has; looked for when not given. */
  readonly programs?: Programs
  /** The drawing program, when it is not ours. */
  readonly entry?: string
  /** Milliseconds for one file, whatever its kind. */
  readonly limit?: number
  readonly waiting?: number
}

const SECOND = 1_000
/** By the clock, and generous: a machine under load is slow without fault. Converters have limits of CPU time. */
const LIMIT = 60 * SECOND
const LONG_LIMIT = 180 * SECOND
const WAITING = 256
const IDLE = 60 * SECOND
const MEMORY_EACH = 1024 ** 3
const MOST_AT_ONCE = 8
/** A picture of 2,048 × 2,048 pixels compressed as badly as can be. */
const LARGEST_PICTURE = 24 * 1024 * 1024

/** One per core and per gibibyte of memory. */
const width = (): number =>
  Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / MEMORY_EACH), MOST_AT_ONCE))

const isSource = import.meta.filename.endsWith('.ts')
const ENTRY = isSource ? join(import.meta.dirname, 'child/main.ts') : join(program.root, 'dist/draw.mjs')
const V8 = ['--max-old-space-size=192', '--disable-warning=ExperimentalWarning']

/** Draws in processes of its own, started at the first task. */
export function openRenderer(options: RendererOptions = {}): Renderer {
  const programs = options.programs ?? findPrograms()
  const kinds = kindsWith(programs)
  let opened: Promise<{ pool: Pool; folder: string }> | undefined

  async function openPool() {
    const folder = await mkdtemp(join(tmpdir(), 'nuage-previews-'))
    const environment = {
      FONTCONFIG_FILE: await configureFonts(FONTS, folder),
      SAL_USE_VCLPLUGIN: 'svp',
      ...(programs.ffmpeg === undefined ? {} : { NUAGE_FFMPEG: programs.ffmpeg }),
      ...(programs.soffice === undefined ? {} : { NUAGE_SOFFICE: programs.soffice }),
    }
    const command = [process.execPath, ...V8, options.entry ?? ENTRY]
    const waiting = options.waiting ?? WAITING
    return { folder, pool: new Pool({ command, environment, folder, width: width(), waiting, idle: IDLE }) }
  }

  /** In a folder that is there for this task alone. */
  async function inFolder<T>(isLong: boolean, work: (folder: string, ask: Ask) => Promise<T>): Promise<T> {
    opened ??= openPool()
    const { pool, folder } = await opened
    const run: Job<T>['run'] = async (ask) => {
      const own = join(folder, `task-${randomUUID()}`)
      await mkdir(own)
      try {
        return await work(own, ask)
      } finally {
        await rm(own, { recursive: true, force: true, maxRetries: 3 })
      }
    }
    return await pool.run({ isLong, run })
  }

  const limitOf = (isLong: boolean): number => options.limit ?? (isLong ? LONG_LIMIT : LIMIT)

  async function drawFile(kind: PreviewKind, source: Source, wanted: readonly Variant[]): Promise<Picture[]> {
    if (!kinds.has(kind)) throw new Unrenderable(`nothing here draws ${kind}`, true)
    const isLong = COSTLY.has(kind)
    return await inFolder(isLong, async (folder, ask) => {
      await fetchSource(source, kind, join(folder, kind))
      const drawn = await asked(ask, { kind, folder, source: kind, wanted }, limitOf(isLong))
      const bytes = await Promise.all(drawn.map(({ file }) => readPicture(join(folder, file))))
      return wanted.map((variant, i) => ({ ...variant, mime: drawn[i]!.mime, bytes: bytes[i]! }))
    })
  }

  return {
    kinds,
    revision: `${program.version}/1`,
    draw: drawFile,
    drawPage: (kind, source, { number, mark }) =>
      inFolder(false, async (folder, ask) => {
        await fetchSource(source, kind, join(folder, kind))
        const task = { kind: 'page', of: kind, folder, source: kind, number, mark } as const
        const [drawn] = await asked(ask, task, limitOf(false))
        const { file, mime, pages = 1 } = drawn!
        return { mime, pages, bytes: await readPicture(join(folder, file)) }
      }),
    toPdf: (kind, source) =>
      inFolder(true, async (folder, ask) => {
        await fetchSource(source, kind, join(folder, kind))
        const [drawn] = await asked(ask, { kind: 'to-pdf', folder, source: kind }, limitOf(true))
        return await readPicture(join(folder, drawn!.file))
      }),
    async drawInitials(letters, colour, size, dark) {
      const palette = tokens.people[dark ? 'dark' : 'light']
      const background = palette.grounds[colour % palette.grounds.length]!
      const task = { kind: 'initials', letters, background, foreground: palette.text, size } as const
      return await inFolder(false, async (folder, ask) => {
        const [drawn] = await asked(ask, { ...task, folder }, limitOf(false))
        return await readPicture(join(folder, drawn!.file))
      })
    },
    async close() {
      const { pool, folder } = (await opened?.catch(() => undefined)) ?? {}
      await pool?.close()
      if (folder !== undefined) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

type Ask = (task: Task, limit: number) => Promise<Answer>

async function asked(ask: Ask, task: Task, limit: number): Promise<readonly Drawn[]> {
  const answer = await ask(task, limit).catch((error: unknown) => {
    if (error instanceof WorkerLost) throw new Unrenderable(error.message, false)
    throw error
  })
  if ('fault' in answer) throw new Unrenderable(answer.fault, answer.forGood)
  return answer.drawn
}

async function readPicture(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    if (size > LARGEST_PICTURE) throw new Unrenderable(`a picture of ${size} bytes is too large`, true)
    return await file.readFile()
  } finally {
    await file.close()
  }
}
