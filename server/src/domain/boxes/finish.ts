import type { Writer } from '../../storage/records/records.ts'
import type { DropVisitor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { foldLoosely } from '../../vocabulary/fold.ts'
import type { ContentId, PersonId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { audit } from '../audit/record.ts'
import { keepContent } from '../content/keep.ts'
import type { Domain } from '../domain.ts'
import { holdBack, isScanned, scanSoon } from '../malware/hold-back.ts'
import { prefixDigests } from '../uploads/prefix-digest.ts'
import type { TakenFile } from './add-file.ts'
import { requireCount, requireReceiving } from './begin-deposit.ts'
import { type Box, closedSince, mayFinish, requireBox } from './box.ts'
import { codeOf, hashOfCode } from './code.ts'
import { fileAway } from './file-away.ts'
import { tellOwner } from './notice.ts'
import { findReceipt, type Receipt } from './receipt.ts'
import { takeUpload } from './take-upload.ts'
import type { Begun } from './ticket.ts'

export interface Depositor {
  readonly visitor: DropVisitor
  /** By their own word, from `depositorName`. */
  readonly name: string
  /** A colleague who is signed in. */
  readonly person?: PersonId
}

export interface Finished {
  readonly receipt: Receipt
  /** Of the files as they were stored, in order; none when the deposit had been finished before. */
  readonly etags: readonly string[]
}

/** One name in one spelling, the first: `Léa` and `lea` are one pupil, who has one folder. */
const SPELLING = `SELECT name FROM deposit WHERE share = ? AND folded = ? ORDER BY id LIMIT 1`
const CLAIM = 'UPDATE box SET held = held + ? WHERE share = ? AND (room IS NULL OR held + ? <= room)'
const DEPOSIT = `INSERT INTO deposit (id, share, space, code, name, folded, begun, done, late, person)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const FILE = `INSERT INTO deposit_file (deposit, at, node, name, size, sha256, state) VALUES (?, ?, ?, ?, ?, ?, ?)`

/**
 * Hands in what was taken: all of it or nothing. Whoever asks again, having missed the answer, gets the same receipt.
 * @throws Refusal `not-found`, `not-permitted` once it is too late, `over-quota`, `bad-request` without a file.
 */
export async function finishDeposit(
  domain: Domain,
  depositor: Depositor,
  deposit: Begun,
  files: readonly TakenFile[],
): Promise<Finished> {
  const known = await knownReceipt(domain, deposit)
  if (known !== undefined) return { receipt: known, etags: [] }
  if (files.length === 0) throw new Refusal('bad-request', 'deposit-empty')
  const { space } = await domain.records.read((reader) => requireBox(reader, deposit.share))
  return await domain.records.write([space], async (writer) => {
    const code = codeOf(domain, deposit.secret)
    const already = await findReceipt(writer, domain, deposit.share, code)
    if (already !== undefined) return { receipt: already, etags: [] }
    const now = seconds(domain.now())
    const box = await requireOpenTo(writer, deposit, now)
    requireCount(box, files.length)
    const id = await keepDeposit(writer, domain, depositor, deposit, box, now)
    const etags = await keepFiles(writer, domain, depositor, deposit, { box, id, now }, files)
    await claimRoom(
      writer,
      box,
      files.reduce((sum, { size }) => sum + size, 0),
    )
    await tellOwner(writer, domain, box)
    const bytes = files.reduce((sum, file) => sum + file.size, 0)
    const detail = { deposit: id, files: files.length, bytes, late: deposit.late }
    await audit(writer, domain, depositor.visitor, {
      verb: 'box.deposit',
      subject: String(box.share),
      detail,
    })
    writer.onCommit(() => {
      scanSoon(domain)
      for (const { bytes } of files) if ('upload' in bytes) prefixDigests(domain).forget(bytes.upload.id)
    })
    return { receipt: (await findReceipt(writer, domain, deposit.share, code))!, etags }
  })
}

/** Of a deposit that is done already. */
export const knownReceipt = (domain: Domain, { share, secret }: Begun): Promise<Receipt | undefined> =>
  domain.records.read((reader) => findReceipt(reader, domain, share, codeOf(domain, secret)))

async function requireOpenTo(writer: Writer, deposit: Begun, now: number): Promise<Box> {
  const box = await requireBox(writer, deposit.share)
  // A link that ended while files were on their way still takes them; one that was withdrawn does not.
  await requireReceiving(writer, box, deposit.begun)
  if (!mayFinish(box, deposit.begun, now))
    throw new Refusal('not-permitted', 'box-closed', { facts: { closed: closedSince(box) } })
  return box
}

async function keepDeposit(
  writer: Writer,
  domain: Domain,
  { name, person }: Depositor,
  { secret, begun, late }: Begun,
  box: Box,
  now: number,
): Promise<number> {
  const id = await writer.ids('row')
  const code = hashOfCode(domain, codeOf(domain, secret))
  const who = [name, foldLoosely(name)] as const
  await writer.run(DEPOSIT, id, box.share, box.space, code, ...who, begun, now, late ? 1 : 0, person ?? null)
  return id
}

async function keepFiles(
  writer: Writer,
  domain: Domain,
  { visitor, name }: Depositor,
  { begun }: Begun,
  { box, id, now }: { box: Box; id: number; now: number },
  files: readonly TakenFile[],
): Promise<string[]> {
  const etags: string[] = []
  const spelling =
    name === '' ? undefined : await writer.get<{ name: string }>(SPELLING, box.share, foldLoosely(name))
  const state = isScanned(domain) ? 'held-back' : 'received'
  for (const [i, file] of files.entries()) {
    const checksums = [`SHA256:${file.sha256}`, ...file.checksums.filter((sum) => !sum.startsWith('SHA256:'))]
    const content = { id: await contentOf(writer, file), size: file.size, checksums: checksums.join(' ') }
    await holdBack(writer, domain, content, now)
    const under = { depositor: spelling?.name ?? '', begun, at: i + 1 }
    const { name, folders, mtime } = file
    const wanted = { name, folders, content, ...(mtime === undefined ? {} : { mtime }) }
    const node = await fileAway(writer, domain, visitor, box, under, wanted, now)
    await writer.run(FILE, id, i + 1, node.id, name, file.size, file.sha256, state)
    etags.push(node.etag)
  }
  return etags
}

const contentOf = (writer: Writer, { bytes }: TakenFile): Promise<ContentId> =>
  'upload' in bytes ? takeUpload(writer, bytes) : keepContent(writer, bytes)

async function claimRoom(writer: Writer, { share }: Box, bytes: number): Promise<void> {
  if ((await writer.run(CLAIM, bytes, share, bytes)) === 0) throw new Refusal('over-quota', 'box-full')
}
