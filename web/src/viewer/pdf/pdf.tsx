import type { ItemDetails } from '@nuage/contract/api'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useEffect, useState } from 'react'
import { announce } from '../../look/announce.ts'
import { say } from '../../words/say.ts'
import { freshAddress } from '../addresses.ts'
import { numbersTo } from '../document.tsx'
import { Nothing, type Why } from '../nothing.tsx'
import { useExtent } from '../use-extent.ts'
import { useSteps } from '../use-steps.tsx'
import { openPdf } from './open-pdf.ts'
import { type Measure, Page } from './page.tsx'
import styles from './pdf.module.css'

const MOST_ZOOM = 5
/** Pixels: a page on a large screen is no wider than one reads well. */
const WIDEST = 1_000
const MARGIN = 16

interface Opened {
  readonly document: PDFDocumentProxy
  /** Of the first page, which most others resemble. */
  readonly first: Measure
}

async function open(document: PDFDocumentProxy): Promise<Opened> {
  const { width, height } = (await document.getPage(1)).getViewport({ scale: 1 })
  return { document, first: { width, height } }
}

/** A PDF whose text can be selected, searched and read aloud. */
export function PdfStage({ item }: { readonly item: ItemDetails }) {
  const [opened, setOpened] = useState<Opened>()
  const [fault, setFault] = useState<Why>()
  const { scale, bar } = useSteps(MOST_ZOOM)
  const [stage, extent] = useExtent<HTMLElement>()
  const address = freshAddress(item)

  useEffect(() => {
    const task = openPdf(address)
    let isWanted = true
    task.onPassword = () => {
      if (isWanted) setFault('password')
      void task.destroy()
    }
    task.promise.then(open).then(
      (opened) => {
        if (!isWanted) return
        setOpened(opened)
        announce(say('viewer.pages-count', { count: opened.document.numPages }))
      },
      () => {
        if (isWanted) setFault((known) => known ?? 'broken')
      },
    )
    return () => {
      isWanted = false
      void task.destroy()
    }
  }, [address])

  if (fault !== undefined) return <Nothing item={item} why={fault} />
  const width = Math.min(extent.width - 2 * MARGIN, WIDEST) * scale
  return (
    <>
      <section
        ref={stage}
        className={styles.stage}
        aria-label={say('viewer.pages', { name: item.name })}
        aria-busy={opened === undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        tabIndex={0}
      >
        {opened === undefined ? (
          <p className={styles.waiting}>{say('viewer.waiting')}</p>
        ) : (
          <div className={styles.pages}>
            {numbersTo(opened.document.numPages).map((number) => (
              <Page
                key={number}
                document={opened.document}
                number={number}
                likely={opened.first}
                width={width}
              />
            ))}
          </div>
        )}
      </section>
      {bar}
    </>
  )
}
