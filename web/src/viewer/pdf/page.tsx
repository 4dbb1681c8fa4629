import { type PDFDocumentProxy, type PDFPageProxy, TextLayer } from 'pdfjs-dist'
import { useEffect, useRef, useState } from 'react'
import { say } from '../../words/say.ts'
import styles from './pdf.module.css'

export interface Measure {
  readonly width: number
  readonly height: number
}

/** Pixels of one canvas: more, and phones draw nothing. */
const MOST_PIXELS = 16 * 1024 * 1024
/** Pages are drawn that far before they come into sight. */
const AHEAD = '800px 0px'

interface PageProps {
  readonly document: PDFDocumentProxy
  /** From 1. */
  readonly number: number
  readonly likely: Measure
  /** In pixels of the page, not of the screen. */
  readonly width: number
}

/** One page: a picture, and over it its text, unseen. Far from what is looked at it is empty and has only its size. */
export function Page({ document, number, likely, width }: PageProps) {
  const frame = useRef<HTMLElement>(null)
  const [page, setPage] = useState<PDFPageProxy>()
  const [isNear, setNear] = useState(false)
  const [isBroken, setBroken] = useState(false)

  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const observer = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      ...{ root: element.closest('section'), rootMargin: AHEAD },
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    if (!isNear || page !== undefined) return
    let isWanted = true
    document.getPage(number).then(
      (page) => isWanted && setPage(page),
      () => isWanted && setBroken(true),
    )
    return () => {
      isWanted = false
    }
  }, [document, number, isNear, page])

  const measure = page?.getViewport({ scale: 1 }) ?? likely
  const height = (width * measure.height) / measure.width
  return (
    <article
      ref={frame}
      className={styles.page}
      style={{ width, height }}
      aria-label={say('viewer.page', { number, of: document.numPages })}
    >
      {isBroken && <p className={styles.waiting}>{say('viewer.page-broken', { number })}</p>}
      {isNear && !isBroken && page !== undefined && (
        <Drawing page={page} scale={width / measure.width} onBroken={() => setBroken(true)} />
      )}
    </article>
  )
}

interface DrawingProps {
  readonly page: PDFPageProxy
  readonly scale: number
  readonly onBroken: () => void
}

function Drawing({ page, scale, onBroken }: DrawingProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const text = useRef<HTMLDivElement>(null)
  const broken = useRef(onBroken)

  useEffect(() => {
    const [paper, words] = [canvas.current, text.current]
    if (paper === null || words === null) return
    const viewport = page.getViewport({ scale })
    const pixels = viewport.width * viewport.height
    const dense = Math.min(window.devicePixelRatio, Math.sqrt(MOST_PIXELS / pixels))
    paper.width = Math.floor(viewport.width * dense)
    paper.height = Math.floor(viewport.height * dense)
    const drawing = page.render({ canvas: paper, viewport, transform: [dense, 0, 0, dense, 0, 0] })
    drawing.promise.catch((error: Error) => {
      if (error.name !== 'RenderingCancelledException') broken.current()
    })
    words.style.setProperty('--total-scale-factor', String(scale))
    const layer = new TextLayer({ textContentSource: page.streamTextContent(), container: words, viewport })
    layer.render().catch(() => {})
    return () => {
      drawing.cancel()
      layer.cancel()
      words.replaceChildren()
    }
  }, [page, scale])

  return (
    <>
      <canvas ref={canvas} className={styles.paper} />
      <div ref={text} className={styles.text} />
    </>
  )
}
