import type { Actor } from '../../vocabulary/actor.ts'
import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { askMany, forMany } from '../many.ts'
import { requireOwnBox } from './change.ts'

export interface DepositedFile {
  /** null once it is gone for good. */
  readonly node: NodeId | null
  readonly name: string
  readonly size: number
  readonly sha256: string
  readonly state: 'received' | 'held-back' | 'clean' | 'infected'
}

/** What somebody handed in, as the owner of the box sees it. Times are seconds. */
export interface Deposit {
  readonly id: number
  readonly name: string
  /** A colleague who was signed in. */
  readonly person: PersonId | null
  /** As that colleague is called. */
  readonly personName: string | null
  readonly begun: number
  readonly done: number
  readonly late: boolean
  readonly files: readonly DepositedFile[]
}

interface DepositRow extends Omit<Deposit, 'late' | 'files' | 'personName'> {
  late: number
  person_name: string | null
}

const PAGE = 100
const DEPOSITS = `SELECT d.id, d.name, d.person, p.name AS person_name, d.begun, d.done, d.late
  FROM deposit d LEFT JOIN person p ON p.id = d.person
  WHERE d.share = ? AND d.id < ? ORDER BY d.id DESC LIMIT ?`
const FILES = forMany(
  (list) => `SELECT deposit, at, node, name, size, sha256, state FROM deposit_file
    WHERE deposit IN (${list}) ORDER BY deposit, at`,
)

/**
 * The newest deposits, or those before one of them.
 * @throws Refusal `not-found` to whoever is not the owner.
 */
export async function listDeposits(
  domain: Domain,
  actor: Actor,
  share: number,
  before = Number.MAX_SAFE_INTEGER,
  most = PAGE,
): Promise<Deposit[]> {
  return await domain.records.read(async (reader) => {
    await requireOwnBox(reader, actor, share)
    const rows = await reader.all<DepositRow>(DEPOSITS, share, before, most)
    const files = await askMany<DepositedFile & { deposit: number }>(
      reader,
      FILES,
      rows.map(({ id }) => id),
    )
    const byDeposit = Map.groupBy(files, ({ deposit }) => deposit)
    return rows.map(({ person_name, ...row }) => ({
      ...row,
      personName: person_name,
      late: row.late === 1,
      files: (byDeposit.get(row.id) ?? []).map(({ deposit: _, ...file }) => file),
    }))
  })
}
