import type { ItemDetails } from '@nuage/contract/api'
import { Download } from 'lucide-react'
import { Glyph } from '../look/glyph.tsx'
import { size } from '../words/figures.ts'
import { say } from '../words/say.ts'
import { freshAddress } from './addresses.ts'
import styles from './nothing.module.css'
import { DOWNLOAD } from './sight.ts'

export type Why =
  | 'folder'
  | 'unknown'
  | 'empty'
  | 'forbidden'
  | 'too-large'
  | 'broken'
  | 'played'
  | 'password'

/** Says honestly that nothing can be shown, and what can be done instead. */
export function Nothing({ item, why }: { readonly item: ItemDetails; readonly why: Why }) {
  const mayHave = (item.rights & DOWNLOAD) !== 0
  return (
    <div className={styles.nothing}>
      <Glyph mime={item.mime} folder={item.kind === 'folder'} size={72} />
      <p className={styles.name}>{item.name}</p>
      <p>{say(`viewer.nothing.${why}`)}</p>
      {mayHave && (
        <a className={styles.download} href={freshAddress(item)} download={item.name}>
          <Download size={20} aria-hidden="true" />
          {say('viewer.download-size', { size: size(item.size) })}
        </a>
      )}
    </div>
  )
}
