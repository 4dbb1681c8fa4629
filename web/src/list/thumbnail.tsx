import { familyOf } from '@nuage/contract/families'
import { useEffect, useState } from 'react'
import { Glyph, type GlyphMark } from '../look/glyph.tsx'
import { path } from '../session/session.ts'
import type { Row } from './rows.ts'
import styles from './thumbnail.module.css'

/** What flies by while scrolling is not asked for. Milliseconds. */
const SETTLED = 100

type Pictured = Pick<Row, 'id' | 'kind' | 'mime' | 'name'> &
  Partial<Pick<Row, 'preview' | 'stamp' | 'received' | 'shared'>>

/** @param pixels of the picture that is asked for */
const address = ({ id, stamp = '' }: Pictured, pixels: number): string =>
  path(`/core/preview?fileId=${id}&x=${pixels}&y=${pixels}&a=1&v=${stamp}`)

/** Said in words, too, in the column of sharing. */
function markOf({ kind, received, shared = [] }: Pictured): GlyphMark | undefined {
  if (kind === 'file') return undefined
  if (received) return 'received'
  return shared.length === 0 ? undefined : shared.every((one) => one.kind === 'link') ? 'link' : 'shared'
}

/** Small, a page of text is a white square: only what is a picture itself is known by it. */
const isKnownSmall = (mime: string): boolean => ['image', 'video'].includes(familyOf(mime))

/** The glyph of its family, and over it the picture of what is in it as soon as there is one. */
export function Thumbnail({ row, large = false }: { readonly row: Pictured; readonly large?: boolean }) {
  return (
    <span className={large ? styles.large : styles.small} data-thumbnail aria-hidden="true">
      <Glyph folder={row.kind === 'folder'} mime={row.mime} mark={markOf(row)} size={large ? 56 : 28} />
      {row.preview === true && (large || isKnownSmall(row.mime)) && (
        <Picture key={row.stamp} source={address(row, large ? 256 : 64)} />
      )}
    </span>
  )
}

function Picture({ source }: { readonly source: string }) {
  const [state, setState] = useState<'waiting' | 'asked' | 'shown' | 'none'>('waiting')
  useEffect(() => {
    const timer = setTimeout(() => setState('asked'), SETTLED)
    return () => clearTimeout(timer)
  }, [])
  if (state === 'waiting' || state === 'none') return null
  return (
    <img
      src={source}
      alt=""
      draggable={false}
      decoding="async"
      data-shown={state === 'shown'}
      onLoad={() => setState('shown')}
      onError={() => setState('none')}
    />
  )
}
