import type { ItemDetails, Pages } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { call } from '../api/call.ts'
import { keys } from '../api/keys.ts'
import { Problem } from '../api/problem.ts'
import { say } from '../words/say.ts'
import { pageAddress } from './addresses.ts'
import styles from './document.module.css'
import { Nothing } from './nothing.tsx'
import { DOWNLOAD } from './sight.ts'
import { useSteps } from './use-steps.tsx'

/** So often it is asked whether the pages are there by now: a long document takes a minute or two. */
const MOST_TRIES = 20
/** A page that does not come is asked for so often, after so many milliseconds each. */
const MOST_TRIES_OF_PAGE = 4
const PAUSE = 3_000
const MOST_ZOOM = 4
/** A4, until the page is there. */
const [WIDTH, HEIGHT] = [1131, 1600]

/** From 1. */
export const numbersTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1)

const isBusy = (error: unknown): boolean => error instanceof Problem && [429, 503].includes(error.status)

/** A document as pictures of its pages, drawn by the server. */
export function DocumentStage({ item }: { readonly item: ItemDetails }) {
  const { data, error, failureCount } = useQuery({
    queryKey: keys.pages(item.id, item.etag),
    queryFn: ({ signal }) => call<Pages>('GET', `/items/${item.id}/pages`, { signal }),
    retry: (failures, fault) => isBusy(fault) && failures < MOST_TRIES,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const { scale, bar } = useSteps(MOST_ZOOM)
  if (error !== null)
    return <Nothing item={item} why={(item.rights & DOWNLOAD) === 0 ? 'forbidden' : 'broken'} />
  if (data === undefined)
    return <p className={styles.waiting}>{say(failureCount > 0 ? 'viewer.drawing' : 'viewer.waiting')}</p>
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className={styles.stage} aria-label={say('viewer.pages', { name: item.name })} tabIndex={0}>
        <p className="unseen">{say(data.marked ? 'viewer.pages-marked' : 'viewer.pages-are-pictures')}</p>
        <div className={styles.pages} style={{ '--scale': scale } as React.CSSProperties}>
          {numbersTo(data.pages).map((number) => (
            <Page key={number} item={item} number={number} of={data.pages} />
          ))}
        </div>
      </section>
      {bar}
    </>
  )
}

function Page({
  item,
  number,
  of,
}: {
  readonly item: ItemDetails
  readonly number: number
  readonly of: number
}) {
  const [tries, setTries] = useState(0)
  const timer = useRef<number>(undefined)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  // A server that has much to draw says so to pictures as well, and they do not hear it.
  const tryAgain = (): void => {
    timer.current = window.setTimeout(() => setTries(tries + 1), PAUSE)
  }
  if (tries > MOST_TRIES_OF_PAGE)
    return <p className={styles.broken}>{say('viewer.page-broken', { number })}</p>
  return (
    <img
      className={styles.page}
      loading="lazy"
      width={WIDTH}
      height={HEIGHT}
      src={tries === 0 ? pageAddress(item, number) : `${pageAddress(item, number)}&try=${tries}`}
      alt={say('viewer.page', { number, of })}
      onLoad={({ currentTarget: page }) => {
        page.width = page.naturalWidth
        page.height = page.naturalHeight
      }}
      onError={tryAgain}
    />
  )
}
