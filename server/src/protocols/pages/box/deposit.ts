import type { FastifyReply } from 'fastify'
import { type TakenFile, takeFile } from '../../../domain/boxes/add-file.ts'
import { beginDeposit } from '../../../domain/boxes/begin-deposit.ts'
import type { Box } from '../../../domain/boxes/box.ts'
import { finishDeposit } from '../../../domain/boxes/finish.ts'
import { depositorName } from '../../../domain/boxes/names.ts'
import type { Begun } from '../../../domain/boxes/ticket.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { gatherBody } from '../../wire/gather-body.ts'
import { parseLength } from '../../wire/length-headers.ts'
import { type FormPart, formBoundary, MalformedForm, parseForm, readField } from '../../wire/multipart.ts'
import { linkRoute } from '../link/address.ts'
import { type OpenBox, turnedAway } from '../link/door.ts'
import type { Visit } from '../visit.ts'
import { inTurn } from './bodies.ts'
import { depositorOf } from './depositor.ts'
import { asRefusal, inBox } from './door.ts'

/** Fields and files of one form; how many files a deposit may have is the box's own affair. */
const MOST_PARTS = 500
const NAME_BYTES = 1_000
/** Milliseconds without a byte after which the sender counts as gone. */
const STALL = 120_000

/** The plain form: a name and any number of files, of which all are handed in or none. */
export const deposit = inBox(
  (visit, box) => inTurn(async () => await handIn(visit, box)),
  (visit, token, error) => {
    // The answer is read by whoever has come to an end of sending.
    visit.request.raw.resume()
    return turnedAway(visit, token, asRefusal(error))
  },
)

async function handIn(visit: Visit, box: OpenBox): Promise<FastifyReply> {
  const { domain } = visit
  const taken = await takeForm(visit, box)
  if (taken === undefined) throw new Refusal('bad-request', 'deposit-empty')
  const { name, deposit, files } = taken
  await finishDeposit(domain, depositorOf(visit, box, name), deposit, files)
  return visit.redirect(linkRoute(visit, box.token, '/receipt', { deposit: deposit.secret }))
}

interface TakenForm {
  readonly name: string
  readonly box: Box
  readonly deposit: Begun
  readonly files: TakenFile[]
}

/** @returns undefined for a form without a file. */
async function takeForm(visit: Visit, { visitor }: OpenBox): Promise<TakenForm | undefined> {
  const { domain } = visit
  const total = lengthOf(visit)
  let name = ''
  let form: TakenForm | undefined
  for await (const part of partsOf(visit, total)) {
    if (part.filename === undefined) {
      if (part.name === 'name') name = depositorName(await readField(part, NAME_BYTES))
      continue
    }
    // Where no file was chosen, browsers send one without a name.
    if (part.filename === '') continue
    form ??= {
      name,
      files: [],
      ...(await beginDeposit(domain, visitor, { name, ...(total === null ? {} : { total }) })),
    }
    form.files.push(await takeFile(domain, form.box, { ...pathOf(part), body: part.body }))
  }
  return form
}

const lengthOf = ({ request }: Visit): number | null =>
  parseLength(request.headers['content-length'], 'Content-Length')

function partsOf({ request }: Visit, expected: number | null): AsyncGenerator<FormPart> {
  const boundary = formBoundary(request.headers['content-type'])
  if (boundary === null) throw new MalformedForm('boundary')
  return parseForm(gatherBody(request.raw, { expected, stall: STALL }), boundary, MOST_PARTS)
}

/** A folder that was chosen comes with the names of the folders in it. */
function pathOf({ filename = '' }: FormPart): { name: string; folders: string[] } {
  const names = filename.includes('\\') ? [filename] : filename.split('/').filter((name) => name !== '')
  return { name: names.at(-1) ?? '', folders: names.slice(0, -1) }
}
