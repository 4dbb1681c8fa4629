import { type ComponentType, type ReactNode, use } from 'react'
import { fetchPart } from '../api/part.ts'
import { LineLost } from '../api/problem.ts'

/** What is to be drawn did not come. */
export class PartLost extends LineLost {
  /** Fetches it anew. @throws PartLost. */
  readonly again: () => Promise<void>

  constructor(cause: unknown, again: () => Promise<void>) {
    super(cause)
    this.again = again
  }
}

export interface Lazily<Props> {
  (props: Props): ReactNode
  /** For who knows that it will be wanted: also the router calls it, by this name. */
  preload(): Promise<void>
}

/**
 * A component that is fetched when it is first drawn, within a `Suspense`. React’s own `lazy` keeps a failure for as
 * long as the page is open, and the router’s loads the whole page again; what is lost here is fetched again by what
 * shows the failure: see `use-again.ts`.
 */
export function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>): Lazily<Props> {
  let Part: ComponentType<Props> | undefined
  let fetching: Promise<void> | undefined
  let isLost = false
  const fetch = (): Promise<void> => {
    isLost = false
    fetching = fetchPart(load).then(
      (part) => {
        Part = part
      },
      (error) => {
        isLost = true
        throw new PartLost(error, fetch)
      },
    )
    return fetching
  }
  // biome-ignore lint/correctness/noComponentHookFactories: called once for a file, as `lazy` is
  function Fetched(props: Props) {
    if (Part === undefined) use(fetching ?? fetch())
    return Part !== undefined && <Part {...props} />
  }
  const preload = (): Promise<void> => (fetching === undefined || isLost ? fetch() : fetching).catch(() => {})
  return Object.assign(Fetched, { preload })
}
