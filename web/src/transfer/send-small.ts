import { bulkBody, type Part } from './bulk-body.ts'
import { send } from './dav.ts'
import type { Event } from './event.ts'
import { readAll } from './read-ahead.ts'
import { consequenceOf, Refused } from './refused.ts'
import type { Row } from './row.ts'
import type { Sending } from './sending.ts'

/** What the server says of each file, by the path it was sent with. */
type Told = Readonly<Record<string, { error: boolean; status?: number }>>

const pathOf = ({ folder, name }: Row, base: readonly string[]): string =>
  `/${[...base, ...folder, name].join('/')}`

/** @throws when one cannot be read. */
async function readTogether({ rows, fileOf, base, ahead }: Sending): Promise<Part[] | undefined> {
  const files = rows.map(fileOf)
  // Each by its own: where one grew by what another lost, their sum would say nothing, and both would be cut wrongly.
  if (files.some(({ size }, at) => size !== rows[at]!.size)) return undefined
  const bytes = new Uint8Array(await (ahead ?? readAll(rows, fileOf)))
  if (bytes.byteLength !== rows.reduce((sum, { size }) => sum + size, 0)) return undefined
  let at = 0
  return rows.map((row) => {
    const from = at
    at += row.size
    return { row, path: pathOf(row, base), bytes: bytes.subarray(from, at) }
  })
}

/** Each by itself, so that those that were changed or taken away meanwhile stop none of the others. */
async function readEach({ rows, fileOf, base, tell }: Sending): Promise<Part[]> {
  const parts = await Promise.all(
    rows.map(async (row): Promise<Part | undefined> => {
      try {
        const bytes = new Uint8Array(await fileOf(row).arrayBuffer())
        return bytes.byteLength === row.size ? { row, path: pathOf(row, base), bytes } : undefined
      } catch {
        return undefined
      }
    }),
  )
  const lost = rows.filter((_, at) => parts[at] === undefined).map(({ id }) => id)
  if (lost.length > 0) tell({ kind: 'failed', ids: lost, failure: { kind: 'file-changed' } })
  return parts.filter((part) => part !== undefined)
}

const read = async (sending: Sending): Promise<Part[]> =>
  (await readTogether(sending).catch(() => undefined)) ?? (await readEach(sending))

/** Those with one fate are told of at once: each event is a look at the whole queue. */
function fates(parts: readonly Part[], told: Told): Event[] {
  const arrived: number[] = []
  const again: number[] = []
  const refused: Event[] = []
  for (const { row, path } of parts) {
    const one = Object.hasOwn(told, path) ? told[path] : undefined
    if (one === undefined) again.push(row.id)
    else if (!one.error) arrived.push(row.id)
    else {
      const consequence = consequenceOf(one.status ?? 500)
      if (typeof consequence === 'string') again.push(row.id)
      else refused.push({ kind: 'failed', ids: [row.id], failure: consequence })
    }
  }
  return [{ kind: 'arrived', ids: arrived }, { kind: 'returned', ids: again, doubtful: false }, ...refused]
}

const idsOf = (rows: readonly Row[]): number[] => rows.map(({ id }) => id)

/** Many small files in one request (`POST /bulk`); each arrives or fails by itself. @throws Refused, LineLost. */
export async function sendSmall(sending: Sending): Promise<void> {
  const { tell, signal } = sending
  const parts = await read(sending)
  if (parts.length === 0) return
  const ids = idsOf(parts.map(({ row }) => row))
  const { type, bytes } = await bulkBody(parts)
  const { status, text } = await send('POST', '/bulk', {
    headers: { 'Content-Type': type },
    body: bytes,
    onSent: (sent) =>
      tell(
        sent < bytes.byteLength
          ? { kind: 'moved', ids, part: sent / bytes.byteLength }
          : { kind: 'finishing', ids },
      ),
    signal,
  })
  // What came before the fault is written, and told.
  if (status !== 200 && status !== 400) throw new Refused(status)
  const told = parsed(text)
  if (told === undefined) throw new Refused(status === 200 ? 500 : status)
  for (const event of fates(parts, told)) tell(event)
}

function parsed(text: string): Told | undefined {
  try {
    return JSON.parse(text) as Told
  } catch {
    return undefined
  }
}
