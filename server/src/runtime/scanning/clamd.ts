import { connect, type Socket } from 'node:net'
import { type Scanner, ScannerAway, Unscannable, type Verdict } from '../../domain/malware/scanner.ts'
import type { ClamdConfig } from '../config/config.ts'

/** Milliseconds of silence after which clamd counts as away; one large archive may keep it busy for long. */
const SILENCE = 120_000
const LONGEST_ANSWER = 4_096
const PIECE = 1024 * 1024

/** ClamAV's daemon, asked over its socket (clamd(8), INSTREAM). */
export const openClamd = (config: ClamdConfig, silence = SILENCE): Scanner => ({
  scan: (bytes) => scanWith(config, bytes, silence),
})

async function scanWith(
  config: ClamdConfig,
  bytes: AsyncIterable<Uint8Array>,
  silence: number,
): Promise<Verdict> {
  try {
    return verdictOf(await ask(config, silence, (socket, answer) => send(socket, bytes, answer)))
  } catch (error) {
    // What is too large for clamd it refuses and hangs up at once, and the refusal is lost when the next piece is
    // written before it is read. One such file must not count as clamd being away: that would hold up all others.
    if (!(error instanceof ScannerAway) || !(await isThere(config, silence))) throw error
    throw new Unscannable('clamd hung up before it had everything', { cause: error })
  }
}

async function isThere(config: ClamdConfig, silence: number): Promise<boolean> {
  try {
    return (await ask(config, silence, async (socket) => void socket.write('zPING\0'))) === 'PONG'
  } catch {
    return false
  }
}

/** @throws ScannerAway; and whatever `tell` throws. */
async function ask(
  config: ClamdConfig,
  silence: number,
  tell: (socket: Socket, answer: Promise<string>) => Promise<void>,
): Promise<string> {
  const socket = config.kind === 'socket' ? connect(config.path) : connect(config.port, config.host)
  socket.setTimeout(silence, () => socket.destroy(new Error('silent for too long')))
  const answer = answerOf(socket)
  // It is waited for below; a connection that breaks meanwhile is told there.
  answer.catch(() => {})
  try {
    await tell(socket, answer)
    return await answer
  } finally {
    socket.destroy()
  }
}

/** Up to the NUL that ends it, or the end of the line. */
function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const away = (cause?: Error): void => reject(new ScannerAway('clamd does not answer', { cause }))
    socket.on('data', (piece) => {
      text += piece.toString('utf8')
      const end = text.indexOf('\0')
      if (end >= 0 || text.length > LONGEST_ANSWER) resolve(text.slice(0, end < 0 ? LONGEST_ANSWER : end))
    })
    socket.on('end', () => (text === '' ? away() : resolve(text)))
    socket.on('error', away)
    socket.on('close', () => away())
  })
}

/** Each piece after its length; a length of nothing is the end. clamd may answer, and hang up, before. */
async function send(
  socket: Socket,
  bytes: AsyncIterable<Uint8Array>,
  answer: Promise<string>,
): Promise<void> {
  let answered = false
  const over = answer.then(
    () => {
      answered = true
    },
    () => {
      answered = true
    },
  )
  const write = async (piece: Uint8Array | string): Promise<void> => {
    if (socket.write(piece)) return
    await Promise.race([new Promise((drained) => socket.once('drain', drained)), over])
  }
  await write('zINSTREAM\0')
  for await (const piece of bytes) {
    if (answered) return
    for (let at = 0; at < piece.length; at += PIECE) {
      const part = piece.subarray(at, at + PIECE)
      await write(lengthOf(part.length))
      // What is read next may come to lie in the same memory.
      await write(Buffer.from(part))
    }
  }
  await write(lengthOf(0))
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

function verdictOf(answer: string): Verdict {
  const [, found] = /^stream: (.*) FOUND$/s.exec(answer.trim()) ?? []
  if (found !== undefined) return { infected: found }
  if (answer.trim() === 'stream: OK') return 'clean'
  throw new Unscannable(answer.trim() || 'clamd gave no answer')
}
