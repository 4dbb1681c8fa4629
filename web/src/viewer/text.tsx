import type { ItemDetails } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/sentence.ts'
import { lazily } from '../frame/lazily.tsx'
import { size } from '../words/figures.ts'
import { say } from '../words/say.ts'
import { bytesAddress } from './addresses.ts'
import { decode, evened } from './decode.ts'
import { fetchBytes } from './fetch-bytes.ts'
import { Nothing } from './nothing.tsx'
import { LONGEST_TEXT } from './sight.ts'
import styles from './text.module.css'

const Markdown = lazily(async () => (await import('./markdown/markdown.tsx')).Markdown)

/** So much of a longer one is shown. */
const BEGINNING = 512 * 1024
/** More of it is not drawn, but shown as it is written. */
const LONGEST_DRAWN = 512 * 1024

/** Text, code, and Markdown as it is meant. */
export function TextStage({
  item,
  isMarkdown,
}: {
  readonly item: ItemDetails
  readonly isMarkdown: boolean
}) {
  const isCut = item.size > LONGEST_TEXT
  const { data, error } = useQuery({
    queryKey: keys.text(item.id, item.etag),
    queryFn: async ({ signal }) => {
      if (item.size === 0) return ''
      const { bytes } = await fetchBytes(bytesAddress(item), isCut ? BEGINNING : undefined, signal)
      const read = decode(bytes, isCut)
      return read === undefined ? null : evened(read.text)
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (error !== null)
    return (
      <p role="alert" className={styles.note}>
        {sentenceOf(error)}
      </p>
    )
  if (data === undefined) return <p className={styles.note}>{say('viewer.waiting')}</p>
  if (data === null) return <Nothing item={item} why="unknown" />
  const plain = <Plain item={item} text={data} isCut={isCut} />
  if (!isMarkdown || data.length > LONGEST_DRAWN) return plain
  return (
    <Suspense fallback={null}>
      <Markdown text={data} instead={plain} label={item.name} />
    </Suspense>
  )
}

function Plain({
  item,
  text,
  isCut,
}: {
  readonly item: ItemDetails
  readonly text: string
  readonly isCut: boolean
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={styles.stage} aria-label={item.name} tabIndex={0}>
      {isCut && (
        <p className={styles.cut}>
          {say('viewer.text-cut', { shown: size(BEGINNING), all: size(item.size) })}
        </p>
      )}
      {text === '' ? (
        <p className={styles.note}>{say('viewer.text-empty')}</p>
      ) : (
        <pre className={styles.text}>{text}</pre>
      )}
    </section>
  )
}
