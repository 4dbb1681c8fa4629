import type { ItemDetails } from '@nuage/contract/api'
import { useState } from 'react'
import { say } from '../words/say.ts'
import { freshAddress, previewAddress } from './addresses.ts'
import { useGestures } from './gestures.ts'
import styles from './image.module.css'
import { Nothing } from './nothing.tsx'
import { useStageKeys } from './stage-keys.ts'
import { useExtent } from './use-extent.ts'
import { type Extent, FITTED, fit, held, moved, STEP, scaled, type Zoom } from './zoom.ts'
import { ZoomBar } from './zoom-bar.tsx'

/** Pixels of the largest picture that the server draws. */
const DRAWN = 2048
/** Bytes up to which the file itself is shown at once. */
const LIGHT = 1024 * 1024
/** Pixels by which a key moves what is larger than the window. */
const NUDGE = 80

/** The address at first sight, and the one to look closer at. */
function sources(item: ItemDetails, isDrawnOnly: boolean): { quick: string; sharp: string } {
  const drawn = previewAddress(item, DRAWN)
  if (isDrawnOnly) return { quick: drawn, sharp: drawn }
  const itself = freshAddress(item)
  const isLarge = Math.max(window.innerWidth, window.innerHeight) * window.devicePixelRatio > DRAWN
  const isQuick = item.preview && item.size > LIGHT && item.mime !== 'image/gif' && !isLarge
  return { quick: isQuick ? drawn : itself, sharp: itself }
}

interface ImageStageProps {
  readonly item: ItemDetails
  /** Browsers cannot draw it: what the server drew is all there is. */
  readonly isDrawnOnly: boolean
  readonly onSwipe: (to: 'before' | 'after') => void
}

export function ImageStage({ item, isDrawnOnly, onSwipe }: ImageStageProps) {
  const { quick, sharp } = sources(item, isDrawnOnly)
  const [zoom, setZoom] = useState<Zoom>(FITTED)
  const [natural, setNatural] = useState<Extent>()
  const [isSharp, setSharp] = useState(false)
  const [isBroken, setBroken] = useState(false)
  const [stage, extent] = useExtent<HTMLDivElement>()
  const fitted = natural === undefined ? undefined : fit(natural, extent)

  const change = (to: (zoom: Zoom) => Zoom): void =>
    setZoom((zoom) => {
      const next = to(zoom)
      if (next.scale > 1 && sharp !== quick) setSharp(true)
      return fitted === undefined ? zoom : held(next, fitted, extent)
    })
  const closer = (by: number, at = { x: 0, y: 0 }): void => change((zoom) => scaled(zoom, by, at))
  const isFitted = zoom.scale === 1

  useStageKeys((event) => {
    const nudges: Record<string, [number, number]> = {
      ...{ ArrowLeft: [NUDGE, 0], ArrowRight: [-NUDGE, 0], ArrowUp: [0, NUDGE], ArrowDown: [0, -NUDGE] },
    }
    const nudge = nudges[event.key]
    if (event.key === '+' || event.key === '=') closer(STEP)
    else if (event.key === '-') closer(1 / STEP)
    else if (event.key === '0') setZoom(FITTED)
    else if (nudge !== undefined && !isFitted) change((zoom) => moved(zoom, ...nudge))
    else return false
    return true
  })
  useGestures(stage, { isFitted, closer, move: (x, y) => change((zoom) => moved(zoom, x, y)), onSwipe })

  if (isBroken) return <Nothing item={item} why="broken" />
  return (
    <div ref={stage} className={styles.stage} data-zoomed={!isFitted || undefined}>
      <img
        src={isSharp ? sharp : quick}
        alt={item.name}
        draggable={false}
        className={styles.image}
        style={
          fitted === undefined
            ? { visibility: 'hidden' }
            : { ...fitted, transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }
        }
        onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => {
          if (width > 0) setNatural((known) => known ?? { width, height })
          else setNatural(extent)
        }}
        onError={() => setBroken(true)}
      />
      {fitted === undefined && <p className={styles.waiting}>{say('viewer.waiting')}</p>}
      <ZoomBar
        percent={Math.round(zoom.scale * 100)}
        isFitted={isFitted}
        onIn={() => closer(STEP)}
        onOut={() => closer(1 / STEP)}
        onFit={() => setZoom(FITTED)}
      />
    </div>
  )
}
