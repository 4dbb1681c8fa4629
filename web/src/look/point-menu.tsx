import { type ReactNode, useRef } from 'react'
import { afterPaint } from './after-paint.ts'
import { Menu } from './menu.tsx'
import styles from './point-menu.module.css'

interface PointMenuProps {
  /** What it belongs to, or a point of the window. */
  readonly at: Element | { readonly x: number; readonly y: number }
  readonly label: string
  readonly children: ReactNode
  readonly onClose: () => void
  readonly onAction: (key: string | number) => void
}

/** A menu without a button of its own: of a right click, a key, or one of many rows. It is open while it stands. */
export function PointMenu({ at, label, children, onClose, onAction }: PointMenuProps) {
  const point = useRef<HTMLSpanElement>(null)
  const layer = useRef<HTMLElement>(null)
  const isLeaving = useRef(false)
  const leave = (): void => {
    if (isLeaving.current) return
    isLeaving.current = true
    // Taking it away lets all of the page be reached again, which an old computer computes anew: it is hidden before,
    // and not by drawing all of its entries once more.
    layer.current?.setAttribute('data-leaving', 'true')
    afterPaint(onClose)
  }
  const beside = useRef<Element | null>(at instanceof Element ? at : null)
  return (
    <>
      {!(at instanceof Element) && (
        <span ref={point} className={styles.point} style={{ left: at.x, top: at.y }} />
      )}
      <Menu
        {...{ isOpen: true, layer }}
        label={label}
        at={at instanceof Element ? beside : point}
        placement={at instanceof Element ? 'bottom end' : 'bottom start'}
        onOpenChange={(open) => {
          if (!open) leave()
        }}
        onAction={(key) => {
          onClose()
          onAction(key)
        }}
      >
        {children}
      </Menu>
    </>
  )
}
