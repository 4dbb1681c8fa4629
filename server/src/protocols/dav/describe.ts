import { parseDepth } from '../wire/depth.ts'
import { encodePath } from '../wire/href.ts'
import { prefersMinimal } from '../wire/prefer.ts'
import { nameResponse } from '../wire/xml/multistatus.ts'
import type { QName } from '../wire/xml/names.ts'
import { type Exchange, header } from './exchange.ts'
import { sendMultistatus } from './multistatus.ts'
import type { Catalogues, PropertyOf } from './properties/property.ts'
import { compileLines, findProperty, namesIn } from './properties/render.ts'
import { readQuestion } from './question.ts'

/** One line of a listing: where it is below the tree's root, and what is told about it. */
export interface Told<Line> {
  readonly path: readonly string[]
  /** Encoded path of another tree that it is in. */
  readonly base?: string
  readonly collection: boolean
  readonly line: Line
}

/**
 * PROPFIND in a tree whose lines are at hand, the asked one first.
 * @param find told whether the members are wanted too; deeper is never looked.
 * @param all what a request without a list of its own is answered with, if this is not what files answer.
 */
export async function describe<Line>(
  exchange: Exchange,
  catalogues: Catalogues<PropertyOf<Line>>,
  find: (members: boolean) => Promise<Iterable<Told<Line>>>,
  all?: readonly QName[],
): Promise<void> {
  const question = await readQuestion(exchange)
  const everything = question.kind === 'all' ? all : undefined
  const names = everything ?? question.names
  const lines = await find(parseDepth(header(exchange, 'depth')) > 0)
  // Of what nobody named, nothing is told as missing.
  const minimal = everything !== undefined || prefersMinimal(exchange.request.headers)
  const properties = names.map((name) => findProperty(catalogues, name))
  const render = compileLines(names, properties, { minimal })
  const every = namesIn(catalogues)
  function* rendered(): Generator<string> {
    for (const { path, base = exchange.base, collection, line } of lines) {
      const href = `${base}${encodePath(path, collection)}`
      if (question.kind !== 'names') yield render(href, line, undefined)
      else
        yield nameResponse(
          href,
          every.filter((name) => findProperty(catalogues, name)!.value(line, undefined, href) !== null),
        )
    }
  }
  await sendMultistatus(exchange, [rendered()])
}
