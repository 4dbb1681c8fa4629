import { parse, postprocess, preprocess } from 'micromark'

/** A token of CommonMark with those inside of it, called as micromark calls it. */
export interface Token {
  readonly type: string
  readonly inside: Token[]
  /** As it was written. */
  source(): string
}

/** What is nested deeper than anybody writes is flattened: a page must not fall over it. */
const DEEPEST = 60

/** The tokens of a document, nested as they are in it. */
export function tokensOf(markdown: string): Token[] {
  const top: Token[] = []
  const around: Token[][] = [top]
  let flattened = 0
  for (const [way, token, context] of postprocess(
    parse()
      .document()
      .write(preprocess()(markdown, undefined, true)),
  )) {
    if (way === 'exit') {
      if (flattened > 0) flattened--
      else around.pop()
      continue
    }
    const { type } = token
    const nested = { type, inside: [], source: () => context.sliceSerialize(token) }
    around.at(-1)?.push(nested)
    if (flattened > 0 || around.length > DEEPEST) flattened++
    else around.push(nested.inside)
  }
  return top
}
