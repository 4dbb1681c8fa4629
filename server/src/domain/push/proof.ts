import { createHash } from 'node:crypto'
import type { Reader } from '../../storage/records/records.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'

/** What let somebody in, so that it can be asked later whether it still would. */
export interface Proof {
  readonly person: PersonId
  readonly by: 'app-password' | 'account-password' | 'session'
  /** The row that proved it: of the app password, the person, the session. */
  readonly row: number | string
  /** Changes with the secret. */
  readonly mark: string
}

export interface Proved {
  readonly person: { readonly id: PersonId }
  readonly by: Proof['by']
  readonly appPassword?: number
  readonly session?: { readonly hash: string }
}

/** So many rows are asked for at once. */
const WIDTH = 64
const MARKS = Array(WIDTH).fill('?').join(', ')

const ROWS: Readonly<Record<Proof['by'], string>> = {
  'app-password': `SELECT a.id AS found, a.hash AS secret FROM app_password a JOIN person p ON p.id = a.person
    WHERE a.id IN (${MARKS}) AND a.wipe = 0 AND p.enabled = 1`,
  'account-password': `SELECT id AS found, password AS secret FROM person
    WHERE id IN (${MARKS}) AND enabled = 1`,
  session: `SELECT s.hash AS found, s.id AS secret FROM session s JOIN person p ON p.id = s.person
    WHERE s.hash IN (${MARKS}) AND s.state = 'signed-in' AND p.enabled = 1 AND s.expires > ?`,
}

async function marksOf(
  reader: Reader,
  by: Proof['by'],
  rows: readonly (number | string)[],
  now: number,
): Promise<Map<number | string, string>> {
  const marks = new Map<number | string, string>()
  for (let i = 0; i < rows.length; i += WIDTH) {
    const some = rows.slice(i, i + WIDTH)
    const padded = [...some, ...Array(WIDTH - some.length).fill(some[0])]
    for (const { found, secret } of await reader.all<{ found: number | string; secret: string | null }>(
      ROWS[by],
      ...padded,
      ...(by === 'session' ? [now] : []),
    ))
      marks.set(found, markOf(secret ?? ''))
  }
  return marks
}

const markOf = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url').slice(0, 16)

/** @returns undefined when it holds no more. */
export async function proofOf(domain: Domain, who: Proved): Promise<Proof | undefined> {
  const { by, person } = who
  const row = by === 'app-password' ? who.appPassword! : by === 'session' ? who.session!.hash : person.id
  const now = seconds(domain.now())
  const marks = await domain.records.read((reader) => marksOf(reader, by, [row], now))
  const mark = marks.get(row)
  return mark === undefined ? undefined : { person: person.id, by, row, mark }
}

/** Those that would let nobody in any more: revoked, marked for wiping, changed, ended, or of an account that is closed. */
export async function fallen(domain: Domain, proofs: readonly Proof[]): Promise<Set<Proof>> {
  if (proofs.length === 0) return new Set()
  const now = seconds(domain.now())
  return await domain.records.read(async (reader) => {
    const gone = new Set<Proof>()
    for (const [by, some] of Map.groupBy(proofs, (proof) => proof.by)) {
      const marks = await marksOf(reader, by, [...new Set(some.map(({ row }) => row))], now)
      for (const proof of some) if (marks.get(proof.row) !== proof.mark) gone.add(proof)
    }
    return gone
  })
}
