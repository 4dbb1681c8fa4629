import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Clamd, LARGEST, MARKER, openClamd as startClamd, THREAT } from '../../../../test/rigs/clamd.ts'
import { withTools } from '../../../../test/rigs/with-tools.ts'
import type { Scanner } from '../../domain/malware/scanner.ts'
import { openClamd } from './clamd.ts'

async function* pieces(...texts: (string | Buffer)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text as string)
}

withTools('clamd', 'files are looked through by clamd', () => {
  let clamd: Clamd
  let scanner: Scanner
  beforeAll(async () => {
    clamd = await startClamd()
    scanner = openClamd({ kind: 'socket', path: clamd.socket })
  })
  afterAll(() => clamd?.dispose())

  test('what is harmless is clean', async () => {
    expect(await scanner.scan(pieces('un devoir', ' de maths'))).toBe('clean')
    expect(await scanner.scan(pieces(Buffer.alloc(900 * 1024, 'x')))).toBe('clean')
  })

  test('what is not is told by its name, wherever its pieces are cut', async () => {
    expect(await scanner.scan(pieces('avant ', MARKER.slice(0, 7), MARKER.slice(7), ' après'))).toEqual({
      infected: THREAT,
    })
  })

  test('many at once', async () => {
    const verdicts = await Promise.all(
      Array.from({ length: 12 }, (_, i) => scanner.scan(pieces(i % 2 === 0 ? MARKER : `${i}`))),
    )
    expect(verdicts.map((verdict) => verdict === 'clean')).toEqual(verdicts.map((_, i) => i % 2 === 1))
  })

  test('what is larger than it takes is not judged', async () => {
    const many = Array.from({ length: 24 }, () => Buffer.alloc(LARGEST / 4, 'x'))
    await expect(scanner.scan(pieces(...many))).rejects.toMatchObject({ name: 'Unscannable' })
  })

  test('it is not when it hangs up while it is sent the rest, however often', async () => {
    for (let time = 0; time < 40; time++) {
      const large = scanner.scan(pieces(Buffer.alloc(LARGEST * 3, 'x'), Buffer.alloc(LARGEST * 3, 'x')))
      await expect(large).rejects.toMatchObject({ name: 'Unscannable' })
    }
  })

  test('a body that breaks off is no verdict', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a')
      throw new Error('the disk broke')
    }
    await expect(scanner.scan(broken())).rejects.toThrow('the disk broke')
  })

  test('while it is down nothing is judged, and afterwards everything is', async () => {
    await clamd.stop()
    await expect(scanner.scan(pieces('a'))).rejects.toMatchObject({ name: 'ScannerAway' })
    await clamd.start()
    expect(await scanner.scan(pieces('a'))).toBe('clean')
  })
})

describe('whoever answers in its place', () => {
  let folder: string
  let server: Server | undefined
  afterEach(async () => {
    await new Promise((closed) => server?.close(closed))
    await rm(folder, { recursive: true, force: true })
  })

  async function answering(answer: string | null): Promise<Scanner> {
    folder = await mkdtemp(join(tmpdir(), 'nuage-scan-'))
    const path = join(folder, 'sock')
    server = createServer((socket) => {
      socket.on('error', () => {})
      if (answer === null) socket.destroy()
      else socket.end(answer)
      socket.resume()
    })
    await new Promise<void>((listening) => server!.listen(path, listening))
    return openClamd({ kind: 'socket', path })
  }

  test.each([
    ['hangs up without a word', null, 'ScannerAway'],
    ['says nothing', '', 'ScannerAway'],
    ['says something else', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'Unscannable'],
    ['speaks of an error', 'INSTREAM size limit exceeded. ERROR\0', 'Unscannable'],
  ])('and %s lets nothing through', async (_how, answer, name) => {
    const scanner = await answering(answer)
    await expect(scanner.scan(pieces('a', Buffer.alloc(4_000_000)))).rejects.toMatchObject({ name })
  })
})
