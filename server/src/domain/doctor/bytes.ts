import { setImmediate as breathe } from 'node:timers/promises'
import type { Reader } from '../../storage/records/records.ts'
import { startDigest } from '../content/digest.ts'
import { BLOB_DIGEST } from '../content/stored.ts'
import type { Domain } from '../domain.ts'
import { eachOf } from '../each-of.ts'
import type { Checked, Finding } from './finding.ts'
import { safeClimb } from './recount.ts'

export interface Blob {
  readonly key: string
  readonly size: number
  readonly digest: string
  /** Seconds; when somebody was refused its bytes, since they had changed. */
  readonly damaged: number | null
}

const PAGE = 500
const HASHED_AT_ONCE = 4
const ASKED_AT_ONCE = 16

const BLOBS = `SELECT key, size, digest, damaged FROM blob WHERE key > ? ORDER BY key LIMIT ${PAGE}`
const STILL = 'SELECT 1 AS still FROM blob WHERE key = ?'
const NODES = `SELECT DISTINCT n.id FROM extent e JOIN node n ON n.content = e.content WHERE e.blob = ? LIMIT 20`
const VERSIONS = `SELECT count(*) AS count FROM extent e JOIN version v ON v.content = e.content WHERE e.blob = ?`
const UPLOADS = `SELECT u.person, u.name FROM extent e JOIN upload u ON u.content = e.content WHERE e.blob = ? LIMIT 1`
const NAME = `SELECT n.name, s.owner FROM node n LEFT JOIN space s ON s.id = n.space WHERE n.id = ?`

interface Wrong extends Pick<Finding, 'kind' | 'detail'> {
  /** Its bytes are right by now. */
  readonly sound?: boolean
}

/**
 * Compares every blob that has a row with its bytes. Each page of rows is read anew and no snapshot is held: the
 * bytes of a large house take hours. A row goes before its bytes, so bytes that are missing while the row is
 * still there afterwards are lost, however busy the house.
 */
export async function examineBytes(
  domain: Domain,
  { deep, repair }: { readonly deep: boolean; readonly repair: boolean },
  checked: Checked,
  found: (finding: Finding) => Promise<void>,
  progress: () => void,
): Promise<void> {
  for (let after = ''; ; ) {
    const page = await domain.records.read((reader) => reader.all<Blob>(BLOBS, after))
    if (page.length === 0) return
    await eachOf(page, deep ? HASHED_AT_ONCE : ASKED_AT_ONCE, async (blob) => {
      const wrong = await lookAt(domain, blob, deep, checked)
      checked.blobs++
      if (wrong === undefined) return
      const about = await domain.records.read(async (reader) =>
        (await reader.get(STILL, blob.key)) === undefined ? undefined : await concerned(reader, blob.key),
      )
      if (about === undefined) return
      const detail = `${wrong.detail}; ${about}`
      const repaired = repair && wrong.sound === true ? await trustAgain(domain, blob.key) : null
      await found({ kind: wrong.kind, subject: `blob ${blob.key}`, detail, repaired })
    })
    after = page.at(-1)!.key
    progress()
    await breathe()
  }
}

async function lookAt(
  domain: Domain,
  blob: Blob,
  deep: boolean,
  checked: Checked,
): Promise<Wrong | undefined> {
  const size = await domain.blobs.size(blob.key)
  if (size === undefined) return { kind: 'blob-missing', detail: `its ${blob.size} bytes are lost` }
  if (size !== blob.size)
    return { kind: 'blob-size', detail: `it should have ${blob.size} bytes and has ${size}` }
  if (!deep && blob.damaged === null) return undefined
  try {
    const digest = startDigest(BLOB_DIGEST)
    for await (const chunk of await domain.blobs.open(blob.key)) {
      checked.bytes += (chunk as Uint8Array).length
      digest.update(chunk as Uint8Array)
    }
    if (`${BLOB_DIGEST}:${digest.hex()}` === blob.digest)
      return blob.damaged === null ? undefined : wasWrong(blob.damaged)
  } catch (error) {
    return { kind: 'blob-damaged', detail: `it cannot be read (${(error as Error).message})` }
  }
  return { kind: 'blob-damaged', detail: 'its bytes have changed since they were written' }
}

const wasWrong = (damaged: number): Wrong => ({
  kind: 'blob-damaged',
  detail: `its bytes were wrong when somebody read them on ${new Date(damaged * 1000).toISOString()}, and are right now`,
  sound: true,
})

async function trustAgain(domain: Domain, key: string): Promise<string> {
  await domain.records.write([], (writer) => writer.run('UPDATE blob SET damaged = NULL WHERE key = ?', key))
  return 'trusted again'
}

/** Who has to be told, in words for the operator. */
async function concerned(reader: Reader, key: string): Promise<string> {
  const places: string[] = []
  for (const { id } of await reader.all<{ id: number }>(NODES, key)) {
    const names: string[] = []
    let owner: string | null = null
    for (const above of await safeClimb(reader, id)) {
      const row = await reader.get<{ name: string; owner: string | null }>(NAME, above)
      if (row === undefined) break
      names.unshift(row.name)
      owner = row.owner
    }
    places.push(`“${names.filter((name) => name !== '').join('/')}” of ${owner ?? 'a team'} (node ${id})`)
  }
  const { count } = (await reader.get<{ count: number }>(VERSIONS, key))!
  if (count > 0) places.push(`${count} version${count === 1 ? '' : 's'}`)
  const upload = await reader.get<{ person: string; name: string }>(UPLOADS, key)
  if (upload !== undefined) places.push(`the unfinished upload “${upload.name}” of ${upload.person}`)
  return places.length === 0 ? 'no file has it' : `it is part of ${places.join(', ')}`
}
