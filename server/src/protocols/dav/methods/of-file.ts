import type { Exchange } from '../exchange.ts'
import { type DavFault, notFound } from '../fault.ts'

const NUMBER = /^[1-9]\d{0,14}$/

const missing = (path: readonly string[]): DavFault => notFound('node-missing', { path: path.join('/') })

/** The numbers that an address is made of from some place on. @throws DavFault 404 for anything else, or more. */
export function numbersIn(path: readonly string[], from: number, most: number): (number | undefined)[] {
  const names = path.slice(from)
  if (names.length > most || !names.every((name) => NUMBER.test(name))) throw missing(path)
  return names.map(Number)
}

export interface OfFile {
  readonly node?: number | undefined
  /** What of the file: a tag or a comment. */
  readonly part?: number | undefined
}

/** `[files[/<file>[/<part>]]]`, where all that hangs on files is. @throws DavFault 404. */
export function ofFileAddress({ path }: Pick<Exchange, 'path'>): OfFile {
  if ((path[0] ?? 'files') !== 'files') throw missing(path)
  const [node, part] = numbersIn(path, 1, 2)
  return { node, part }
}
