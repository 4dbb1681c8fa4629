import type { ItemDetails } from '@nuage/contract/api'
import { useState } from 'react'
import { Glyph } from '../look/glyph.tsx'
import { freshAddress, previewAddress } from './addresses.ts'
import styles from './media.module.css'
import { Nothing } from './nothing.tsx'

/** Sound and films, played by the browser, which asks for just the part that is listened to. */
export function MediaStage({ item, kind }: { readonly item: ItemDetails; readonly kind: 'audio' | 'video' }) {
  const [isBroken, setBroken] = useState(false)
  if (isBroken) return <Nothing item={item} why="played" />
  const told = {
    ...{ src: freshAddress(item), controls: true, preload: 'metadata' as const, 'aria-label': item.name },
    onError: () => setBroken(true),
  }
  return (
    <div className={styles.stage}>
      {kind === 'video' ? (
        <video
          {...told}
          playsInline
          className={styles.video}
          poster={item.preview ? previewAddress(item, 1024) : ''}
        />
      ) : (
        <>
          <Glyph mime={item.mime} size={96} />
          <p className={styles.name}>{item.name}</p>
          <audio {...told} className={styles.audio} />
        </>
      )}
    </div>
  )
}
