import { type FileFamily, familyOf } from '@nuage/contract/families'
import { GLYPH_COLOURS, GLYPH_PATHS } from '@nuage/contract/glyphs'
import { Inbox, Link2, UserRound, Users } from 'lucide-react'
import styles from './glyph.module.css'
import { Icon } from './icon.tsx'

/** What sets a folder or file apart; said in a word beside it, too. */
export type GlyphMark = 'shared' | 'received' | 'link' | 'box'

const MARKS = { shared: Users, received: UserRound, link: Link2, box: Inbox } as const

export interface GlyphProps {
  /** Of a file; a folder has none. */
  readonly mime?: string
  readonly folder?: boolean
  readonly mark?: GlyphMark | undefined
  /** In pixels. */
  readonly size?: number
}

/** A list shows many of them: set as markup, they cost no component for each line. */
const contentOf = (family: FileFamily): string =>
  GLYPH_PATHS[family].map((path) => `<path d="${path}"/>`).join('')

/** A file by its family, in its colour: decoration beside its name. */
export function Glyph({ mime = '', folder, mark, size = 24 }: GlyphProps) {
  const family: FileFamily = folder ? 'folder' : familyOf(mime)
  return (
    <span className={styles.glyph}>
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill={folder ? GLYPH_COLOURS.folder : 'none'}
        fillOpacity={folder ? 0.2 : undefined}
        stroke={GLYPH_COLOURS[family]}
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: our own drawings
        dangerouslySetInnerHTML={{ __html: contentOf(family) }}
      />
      {mark !== undefined && (
        <span className={styles.mark}>
          <Icon of={MARKS[mark]} size={Math.round(size / 2)} />
        </span>
      )}
    </span>
  )
}
