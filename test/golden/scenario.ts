import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

export interface Scenario {
  /** Relative to this folder, e.g. `desktop/001-first-sync.http`. */
  readonly file: string
  readonly exchanges: readonly Recorded[]
}

export interface Recorded {
  readonly title: string
  readonly line: number
  /** Prepares the scene: only its status is compared. */
  readonly given: boolean
  readonly request: Message & { readonly method: string; readonly path: string }
  readonly answer: Message & { readonly status: number }
}

export interface Message {
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Buffer
  /** The recording was cut here: there is nothing to compare. */
  readonly any: boolean
}

const FOLDER = import.meta.dirname

/** Every scenario, in the order of its path. @throws on a file that cannot be read as one. */
export function scenarios(): Scenario[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.http'))
    .sort()
    .map((file) => {
      const name = relative(FOLDER, join(FOLDER, file))
      return { file: name, exchanges: parse(readFileSync(join(FOLDER, file), 'utf8'), name) }
    })
}

export function parse(text: string, file = 'scenario'): Recorded[] {
  const lines = text.split('\n')
  const starts = lines.flatMap((line, at) => (line.startsWith('### ') ? [at] : []))
  return starts.map((start, index) => exchange(lines, start, starts[index + 1] ?? lines.length, file))
}

function exchange(lines: string[], start: number, end: number, file: string): Recorded {
  const where = `${file}:${start + 1}`
  let first = start + 1
  while (lines[first]?.startsWith('#')) first++
  const answerAt = lines.findIndex((line, at) => at > first && at < end && /^HTTP\/1\.1 \d{3}/.test(line))
  if (answerAt < 0) throw new Error(`${where}: no answer`)
  const [, method, path] = /^([A-Z]+) (\S+)$/.exec(lines[first]!) ?? []
  if (!method || !path) throw new Error(`${where}: no request line: ${lines[first]}`)
  const title = lines[start]!.slice(4).trim()
  return {
    title,
    line: start + 1,
    given: title.startsWith('given: '),
    request: { method, path, ...message(lines.slice(first + 1, answerAt), where) },
    answer: {
      status: Number(lines[answerAt]!.slice(9, 12)),
      ...message(lines.slice(answerAt + 1, end), where),
    },
  }
}

function message(lines: string[], where: string): Message {
  const blank = lines.indexOf('')
  const fields = (blank < 0 ? lines : lines.slice(0, blank)).map((line) => {
    const colon = line.indexOf(':')
    if (colon <= 0) throw new Error(`${where}: no header: ${line}`)
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const
  })
  const rest = blank < 0 ? [] : lines.slice(blank + 1)
  while (rest.at(-1) === '') rest.pop()
  return { headers: fields, body: content(rest), any: rest[0] === '@any' }
}

function content(lines: string[]): Buffer {
  const [, directive, argument] = /^@(text|pattern|crlf|any)(?: (.*))?$/.exec(lines[0] ?? '') ?? []
  if (directive === 'text') return Buffer.from(JSON.parse(argument!) as string)
  if (directive === 'pattern') return pattern(Number(argument))
  if (directive === 'crlf') return Buffer.from(lines.slice(1).map(crlf).join(''))
  if (directive === 'any') return Buffer.alloc(0)
  return Buffer.from(lines.join('\n'))
}

const crlf = (line: string): string => (line.endsWith('\\') ? `${line.slice(0, -1)}\n` : `${line}\r\n`)

/** Bytes that repeat with a period no block size divides, so that a block out of place shows. */
export function pattern(length: number): Buffer {
  const period = Buffer.from(Array.from({ length: 251 }, (_, at) => at))
  return Buffer.alloc(length, period)
}
