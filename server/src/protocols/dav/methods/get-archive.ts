import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { readerOf } from '../../../domain/content/open.ts'
import { type Downloaded, listDownload } from '../../../domain/files/download.ts'
import { openFile } from '../../../domain/files/open.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import type { ArchiveEntry } from '../../wire/archive/archive.ts'
import { tar } from '../../wire/archive/tar.ts'
import { zip } from '../../wire/archive/zip.ts'
import { type Exchange, header } from '../exchange.ts'
import { sendFile } from './send-file.ts'

type Format = 'zip' | 'tar'

const TYPES: Readonly<Record<Format, string>> = { zip: 'application/zip', tar: 'application/x-tar' }

/** What of a folder is wanted as an archive (webdav.md §11). */
export interface ArchiveQuestion {
  readonly format: Format
  /** Names of members; the whole folder where there are none. */
  readonly only?: readonly string[]
}

/** @returns undefined when none is asked for. */
export function archiveQuestion(exchange: Exchange): ArchiveQuestion | undefined {
  const query = new URLSearchParams(exchange.query)
  const accept = query.get('accept') ?? header(exchange, 'accept') ?? ''
  const [, format] = /^(?:application\/(?:x-)?)?(zip|tar)$/.exec(accept.trim()) ?? []
  if (format !== 'zip' && format !== 'tar') return undefined
  const named = namesOf(exchange.request.headersDistinct['x-nc-files'], query.get('files'))
  if (named === 'unreadable') return undefined
  return named.length === 0 ? { format } : { format, only: named }
}

/** A list in JSON, or a single string of it; or a header for each. */
function namesOf(headers: readonly string[] | undefined, files: string | null): string[] | 'unreadable' {
  if (files === null || files === '') return (headers ?? []).map(decoded)
  try {
    const value: unknown = JSON.parse(files)
    const names = Array.isArray(value) ? value : [value]
    return names.every((name) => typeof name === 'string') ? names : 'unreadable'
  } catch {
    return 'unreadable'
  }
}

/** Headers are bytes, which Node reads as Latin-1. */
const decoded = (value: string): string => Buffer.from(value, 'latin1').toString('utf8')

/** A folder as an archive whose length is known, and which can be resumed where it broke off. */
export async function sendArchive(exchange: Exchange, question: ArchiveQuestion): Promise<void> {
  const { domain, actor, path, response } = exchange
  const parts = await listDownload(domain, actor, path, question.only)
  const entries = parts.map((part) => entryOf(exchange, part))
  const archive = question.format === 'zip' ? zip(entries, exchange.timeZone) : tar(entries)
  const file = {
    etag: etagOf(question.format, parts),
    mtime: parts.reduce((newest, part) => Math.max(newest, part.node.mtime), 0),
    mime: TYPES[question.format],
    checksums: '',
    size: archive.size,
  }
  response.setHeader('Content-Transfer-Encoding', 'binary')
  const name = path.at(-1) ?? (actor.kind === 'member' ? 'download' : exchange.rootName)
  await sendFile(exchange, file, `${name}.${question.format}`, async (range) =>
    readerOf(Readable.from(archive.read(range), { objectMode: false })),
  )
}

const entryOf = ({ domain }: Exchange, { path, node }: Downloaded): ArchiveEntry => ({
  path,
  folder: node.kind === FOLDER,
  size: node.kind === FOLDER ? 0 : node.size,
  mtime: node.mtime,
  open: () => openFile(domain, node, { start: 0, end: node.size }),
})

/** The same exactly as long as every byte of the archive is. */
function etagOf(format: Format, parts: readonly Downloaded[]): string {
  const hash = createHash('sha256').update(format)
  for (const { path, node } of parts)
    hash.update(`${path.join('/')}\0${node.kind}\0${node.size}\0${node.mtime}\0${node.content}\n`)
  return hash.digest('hex').slice(0, 32)
}
