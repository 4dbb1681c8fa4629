import type { Reader } from '../../storage/records/records.ts'
import type { Domain } from '../domain.ts'
import { hashOfCode } from './code.ts'

export interface ReceiptFile {
  /** As it was sent. */
  readonly name: string
  readonly size: number
  /** Hexadecimal. */
  readonly sha256: string
}

/** What proves that files were handed in. Times are seconds of the server's clock. */
export interface Receipt {
  readonly code: string
  /** The name of whoever handed in; empty when it was not asked for. */
  readonly name: string
  readonly begun: number
  readonly done: number
  readonly late: boolean
  readonly files: readonly ReceiptFile[]
}

const DEPOSIT = 'SELECT id, name, begun, done, late FROM deposit WHERE code = ? AND share = ?'
const FILES = 'SELECT name, size, sha256 FROM deposit_file WHERE deposit = ? ORDER BY at'

/** @param code as `codeOf` gives it. */
export async function findReceipt(
  reader: Reader,
  domain: Domain,
  share: number,
  code: string,
): Promise<Receipt | undefined> {
  const row = await reader.get<{ id: number; name: string; begun: number; done: number; late: number }>(
    DEPOSIT,
    hashOfCode(domain, code),
    share,
  )
  if (row === undefined) return undefined
  const { id, late, ...told } = row
  return { code, ...told, late: late === 1, files: await reader.all<ReceiptFile>(FILES, id) }
}
