import type { FastifyReply } from 'fastify'
import { beginDeposit, MOST_FILES } from '../../../domain/boxes/begin-deposit.ts'
import { finishDeposit, knownReceipt } from '../../../domain/boxes/finish.ts'
import { depositorName } from '../../../domain/boxes/names.ts'
import { boxOf } from '../../../domain/boxes/open.ts'
import { takeGathered } from '../../../domain/boxes/take-upload.ts'
import { readTicket, ticketOf, uploadOf } from '../../../domain/boxes/ticket.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { readBody } from '../../wire/body.ts'
import { sayRefusal } from '../../wire/speech.ts'
import { sendData } from '../data.ts'
import { STATUS, TROUBLE } from '../errors.ts'
import { linkPath } from '../link/address.ts'
import type { Visit } from '../visit.ts'
import { depositorOf } from './depositor.ts'
import { asRefusal, inBox } from './door.ts'

/** Names of a hundred files. */
const LARGEST = 128 * 1024

/**
 * What the script of the page asks before it sends the files in pieces (`public.php/dav/uploads/<token>/<name>`):
 * whether they will be taken, and under which names the pieces are gathered.
 */
export const begin = inBox(async (visit, box) => {
  const { name, files } = readWish(await readJson(visit))
  const { deposit } = await beginDeposit(visit.domain, box.visitor, { name: depositorName(name), files })
  const uploads = files.map((_, at) => uploadOf(deposit, at))
  return sendData(visit.reply, { ticket: ticketOf(visit.domain, deposit), uploads }, 201)
}, sayFault)

/** And when all pieces are there. Whoever asks twice is given the same receipt. */
export const finish = inBox(async (visit, box) => {
  const { domain } = visit
  const said = await readJson(visit)
  const { name, files } = readWish(said)
  const deposit = readTicket(domain, box.visitor.share, text(said.ticket))
  if (deposit === undefined) throw new Refusal('bad-request', 'deposit-broken')
  const answer = (): FastifyReply =>
    sendData(visit.reply, { receipt: linkPath(visit, box.token, '/receipt', { deposit: deposit.secret }) })
  if ((await knownReceipt(domain, deposit)) !== undefined) return answer()
  const found = await boxOf(domain, box.visitor.share)
  const taken = []
  for (const [at, file] of files.entries())
    taken.push(await takeGathered(domain, box.visitor, found, { ...file, upload: uploadOf(deposit, at) }))
  await finishDeposit(domain, depositorOf(visit, box, depositorName(name)), deposit, taken)
  return answer()
}, sayFault)

interface SaidFile {
  readonly name: string
  readonly folders: readonly string[]
  readonly size: number
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

async function readJson({ request }: Visit): Promise<Record<string, unknown>> {
  const body = await readBody(request.raw, LARGEST)
  try {
    const said: unknown = JSON.parse(body.toString('utf8'))
    if (typeof said === 'object' && said !== null && !Array.isArray(said))
      return said as Record<string, unknown>
  } catch {}
  throw new Refusal('bad-request', 'deposit-broken')
}

function readWish({ name, files }: Record<string, unknown>): { name: string; files: SaidFile[] } {
  if (!Array.isArray(files)) throw new Refusal('bad-request', 'deposit-broken')
  if (files.length > MOST_FILES)
    throw new Refusal('too-many', 'deposit-files', { facts: { count: MOST_FILES } })
  if (files.length === 0) throw new Refusal('bad-request', 'deposit-empty')
  return { name: text(name), files: files.map(readFile) }
}

function readFile(said: unknown): SaidFile {
  const { path, size } = (said ?? {}) as { path?: unknown; size?: unknown }
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
    throw new Refusal('bad-request', 'deposit-broken')
  const names = text(path)
    .split('/')
    .filter((name) => name !== '')
  return { name: names.at(-1) ?? '', folders: names.slice(0, -1), size }
}

/** In words that the page can show beside the form. */
function sayFault(visit: Visit, _token: string, fault: unknown): FastifyReply {
  const error = asRefusal(fault)
  if (!(error instanceof Refusal)) throw error
  const { kind, reason, facts } = error
  const message = sayRefusal(visit.language, reason, facts) ?? visit.say('pages.errors.bad-request')
  return sendData(visit.reply, { reason, message }, STATUS[TROUBLE[kind]])
}
