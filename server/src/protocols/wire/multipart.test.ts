import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formBoundary, MalformedForm, parseForm, readField } from './multipart.ts'

const BOUNDARY = '----WebKitFormBoundary7MA4YWxkTrZu0gW'

interface Sent {
  readonly name: string
  readonly filename?: string
  readonly bytes: Buffer
}

function form(parts: readonly Sent[], boundary = BOUNDARY): Buffer {
  const pieces = parts.flatMap(({ name, filename, bytes }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${
        filename === undefined ? '' : `; filename="${filename}"\r\nContent-Type: text/plain`
      }\r\n\r\n`,
    ),
    bytes,
    Buffer.from('\r\n'),
  ])
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--`)])
}

/** Cut into pieces that all lie in the same memory, one after the other: each is gone once the next is asked for. */
async function* lent(whole: Buffer, length: number): AsyncGenerator<Uint8Array> {
  const memory = Buffer.alloc(length)
  for (let at = 0; at < whole.length; at += length) {
    const copied = whole.copy(memory, 0, at, at + length)
    yield memory.subarray(0, copied)
    memory.fill(0x2d)
  }
}

async function read(whole: Buffer, cut = 1_000, boundary = BOUNDARY): Promise<Sent[]> {
  const found: Sent[] = []
  for await (const { name, filename, body } of parseForm(lent(whole, cut), boundary)) {
    const pieces: Buffer[] = []
    for await (const piece of body) pieces.push(Buffer.from(piece))
    found.push({ name, ...(filename === undefined ? {} : { filename }), bytes: Buffer.concat(pieces) })
  }
  return found
}

const fault = (fault: string) => expect.objectContaining({ name: 'MalformedForm', fault })

describe('a form with files', () => {
  test('comes out as it went in, wherever the pieces of the line end', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array)),
      // What looks like the beginning of a delimiter.
      fc
        .array(fc.constantFrom('\r', '\n', '-', '\r\n--', `\r\n--${BOUNDARY.slice(0, 8)}`, 'x'), {
          maxLength: 8,
        })
        .map((texts) => Buffer.from(texts.join(''))),
    )
    const part = fc.record({ name: fc.constantFrom('files', 'name'), bytes })
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 4 }),
        fc.integer({ min: 1, max: 90 }),
        async (parts, cut) => {
          const sent = parts.map((one, i) => (i % 2 === 0 ? { ...one, filename: `${i}.txt` } : one))
          expect(await read(form(sent), cut)).toEqual(sent)
        },
      ),
      { numRuns: 300 },
    )
  })

  test.each([
    ['Élève.pdf', 'Élève.pdf'],
    ['a%22b%0D%0A.txt', 'a"b  .txt'],
    ['C:\\Users\\lea\\devoir.odt', 'C:\\Users\\lea\\devoir.odt'],
    ['say \\"hi\\".txt', 'say "hi".txt'],
    ['100%.txt', '100%.txt'],
    ['', ''],
  ])('the name %j is %j', async (sent, shown) => {
    const [part] = await read(form([{ name: 'files', filename: sent, bytes: Buffer.from('x') }]))
    expect(part?.filename).toBe(shown)
  })

  test('a name in another encoding is kept as far as it can be read', async () => {
    const whole = form([{ name: 'files', filename: '@.txt', bytes: Buffer.from('x') }])
    whole[whole.indexOf('@')] = 0xe9
    expect((await read(whole))[0]?.filename).toBe('é.txt')
  })

  test('what is not read of a part is skipped', async () => {
    const whole = form([
      { name: 'files', filename: 'long', bytes: Buffer.alloc(5_000, 'x') },
      { name: 'name', bytes: Buffer.from('Léa') },
    ])
    const fields: string[] = []
    for await (const part of parseForm(lent(whole, 300), BOUNDARY))
      if (part.filename === undefined) fields.push(await readField(part, 100))
    expect(fields).toEqual(['Léa'])
  })

  test.each([
    [
      'cut off in a file',
      form([{ name: 'a', filename: 'a', bytes: Buffer.from('abc') }]).subarray(0, -20),
      'truncated',
    ],
    ['cut off in the headers', Buffer.from(`--${BOUNDARY}\r\nContent-Disp`), 'truncated'],
    ['with another boundary', form([{ name: 'a', bytes: Buffer.from('b') }], 'other'), 'truncated'],
    ['with a header without end', Buffer.from(`--${BOUNDARY}\r\nX: ${'y'.repeat(9_000)}`), 'headers'],
    ['without a name', Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data\r\n\r\nx`), 'headers'],
    ['with something after the boundary', Buffer.from(`--${BOUNDARY}x\r\n\r\n`), 'boundary'],
    ['with a preamble without end', Buffer.alloc(10_000, 'x'), 'boundary'],
    ['with parts without end', form(Array(1_001).fill({ name: 'a', bytes: Buffer.from('') })), 'too-many'],
  ])('one %s is refused', async (_how, whole, why) => {
    await expect(read(Buffer.from(whole))).rejects.toEqual(fault(why))
  })

  test('a field that is too long is refused', async () => {
    const whole = form([{ name: 'name', bytes: Buffer.alloc(50, 'x') }])
    for await (const part of parseForm(lent(whole, 7), BOUNDARY))
      await expect(readField(part, 49)).rejects.toBeInstanceOf(MalformedForm)
  })
})

test.each([
  ['multipart/form-data; boundary=abc', 'abc'],
  ['multipart/form-data; charset=utf-8; boundary="a b"', 'a b'],
  ['multipart/form-data', null],
  ['multipart/related; boundary=abc', null],
  [`multipart/form-data; boundary=${'x'.repeat(201)}`, null],
  [undefined, null],
])('the boundary of %j is %j', (type, boundary) => expect(formBoundary(type)).toBe(boundary))
