/** Bytes of the basic types, which are also what they are aligned to; strings by their length. */
const SIZES: Readonly<Record<string, number>> = { y: 1, n: 2, q: 2, b: 4, i: 4, u: 4, x: 8, t: 8, d: 8 }

const alignment = (type: string): number => {
  const first = type[0]!
  if (first === '(' || first === '{') return 8
  return SIZES[first] ?? ('gv'.includes(first) ? 1 : 4)
}

/** The complete types a signature consists of. */
export function typesIn(signature: string): string[] {
  const types: string[] = []
  for (let at = 0; at < signature.length; ) {
    const end = endOfType(signature, at)
    types.push(signature.slice(at, end))
    at = end
  }
  return types
}

function endOfType(signature: string, at: number): number {
  if (signature[at] === 'a') return endOfType(signature, at + 1)
  let depth = 0
  for (let end = at; ; end++) {
    if ('({'.includes(signature[end]!)) depth += 1
    if (')}'.includes(signature[end]!)) depth -= 1
    if (depth === 0) return end + 1
  }
}

/** Values in the little-endian form of D-Bus: structs and arrays as arrays, a variant as its type and value. */
export class Encoder {
  readonly #pieces: number[] = []

  bytes(): Buffer {
    return Buffer.from(this.#pieces)
  }

  align(to: number): this {
    while (this.#pieces.length % to !== 0) this.#pieces.push(0)
    return this
  }

  add(signature: string, values: readonly unknown[]): this {
    for (const [index, type] of typesIn(signature).entries()) this.#one(type, values[index])
    return this
  }

  #one(type: string, value: unknown): void {
    this.align(alignment(type))
    if (type[0] === '(') this.add(type.slice(1, -1), value as unknown[])
    else if (type[0] === 'a') this.#array(type.slice(1), value as unknown[])
    else if (type === 'v') {
      const [inner, held] = value as [string, unknown]
      this.add('g', [inner]).#one(inner, held)
    } else if (type === 'g') this.#text(value as string, 'y')
    else if (type === 's' || type === 'o') this.#text(value as string, 'u')
    else this.#number(type, value as number)
  }

  #array(type: string, values: readonly unknown[]): void {
    this.#number('u', 0)
    const counter = this.#pieces.length - 4
    this.align(alignment(type))
    const start = this.#pieces.length
    for (const value of values) this.#one(type, value)
    const length = Buffer.alloc(4)
    length.writeUInt32LE(this.#pieces.length - start)
    this.#pieces.splice(counter, 4, ...length)
  }

  #text(text: string, counter: 'y' | 'u'): void {
    const bytes = Buffer.from(text)
    this.#number(counter, bytes.length)
    this.#pieces.push(...bytes, 0)
  }

  #number(type: string, value: number): void {
    const bytes = Buffer.alloc(SIZES[type]!)
    if (type === 'd') bytes.writeDoubleLE(value)
    else if (type === 'i') bytes.writeInt32LE(value)
    else bytes.writeUIntLE(value, 0, Math.min(bytes.length, 6))
    this.#pieces.push(...bytes)
  }
}

/** Structs, arrays and dictionaries as arrays; a variant as what it holds. */
export function decode(signature: string, from: Buffer): unknown[] {
  let at = 0
  const align = (to: number): void => {
    at = Math.ceil(at / to) * to
  }
  const all = (types: string): unknown[] => typesIn(types).map(one)

  function one(type: string): unknown {
    align(alignment(type))
    if (type[0] === '(' || type[0] === '{') return all(type.slice(1, -1))
    if (type[0] === 'a') return array(type.slice(1))
    if (type === 'v') return one(text('y'))
    if (type === 'g') return text('y')
    if (type === 's' || type === 'o') return text('u')
    return number(type)
  }

  function array(type: string): unknown[] {
    const length = number('u')
    align(alignment(type))
    const values: unknown[] = []
    for (const end = at + length; at < end; ) values.push(one(type))
    return values
  }

  function text(counter: 'y' | 'u'): string {
    const length = number(counter)
    const start = at
    at += length + 1
    return from.toString('utf8', start, start + length)
  }

  function number(type: string): number {
    const start = at
    at += SIZES[type]!
    if (type === 'd') return from.readDoubleLE(start)
    if (type === 'x' || type === 't') return Number(from.readBigInt64LE(start))
    if (type === 'i') return from.readInt32LE(start)
    return from.readUIntLE(start, SIZES[type]!)
  }

  return all(signature)
}
