import { type Ask, type Reply, Wire } from '../wire.ts'

/**
 * A client that takes all it can get over 64 connections, as a process of its own: listings of a large folder,
 * large uploads that turn out to be wrong (so that they take no room), copies of a folder. It ends when it is
 * told to by SIGTERM, and then says in one line of JSON what it was given.
 */
const { url, person, password } = JSON.parse(process.argv[2]!) as Record<
  'url' | 'person' | 'password',
  string
>
const FILES = `/remote.php/dav/files/${person}`
const LISTERS = 24
const SENDERS = 24
const COPIERS = 16
const BODY = Buffer.alloc(8 * 1024 * 1024, 'greedy')

const served: Record<string, number> = {}
const complaints: string[] = []
let running = true
process.on('SIGTERM', () => {
  running = false
})

async function ask(wire: Wire, expected: number, what: Ask): Promise<Reply | undefined> {
  const reply = await wire.send(what)
  served[what.method] = (served[what.method] ?? 0) + 1
  if (reply?.status !== expected) complaints.push(`${what.method} ${what.path}: ${reply?.status ?? 'broken'}`)
  return reply
}

const list = (wire: Wire): Promise<unknown> =>
  ask(wire, 207, { method: 'PROPFIND', path: `${FILES}/large/`, headers: { Depth: '1' } })

const send = (wire: Wire, i: number): Promise<unknown> =>
  ask(wire, 400, {
    ...{ method: 'PUT', path: `${FILES}/wrong-${i}`, body: BODY },
    headers: { 'OC-Checksum': `SHA1:${'0'.repeat(40)}` },
  })

async function copy(wire: Wire, i: number, round: number): Promise<void> {
  const made = `${FILES}/copy-${i}`
  await ask(wire, 201, { method: 'COPY', path: `${FILES}/middle`, headers: { Destination: made } })
  await ask(wire, 204, { method: 'DELETE', path: made })
  if (i === 0 && round % 3 === 0)
    await ask(wire, 204, { method: 'DELETE', path: `/remote.php/dav/trashbin/${person}/trash` })
}

async function many(
  count: number,
  act: (wire: Wire, i: number, round: number) => Promise<unknown>,
): Promise<void> {
  const one = async (i: number): Promise<void> => {
    const wire = new Wire(person, password)
    wire.pointTo(url)
    for (let round = 0; running && complaints.length === 0; round++) await act(wire, i, round)
  }
  await Promise.all(Array.from({ length: count }, (_, i) => one(i)))
}

await Promise.all([many(LISTERS, list), many(SENDERS, send), many(COPIERS, copy)])
process.stdout.write(`${JSON.stringify({ served, complaints })}\n`)
process.exit(0)
