import type { TagRef } from '@nuage/contract/api'
import { X } from 'lucide-react'
import { tagPath } from '../address/go.ts'
import { Link } from '../address/link.tsx'
import { IconButton } from '../look/button.tsx'
import { say } from '../words/say.ts'
import styles from './chip.module.css'
import { shownColour } from './colours.ts'

export const Dot = ({ color }: { readonly color: string }) => (
  <span className={styles.dot} style={{ background: shownColour(color) }} aria-hidden="true" />
)

interface ChipProps {
  readonly tag: TagRef
  readonly onRemove?: (() => void) | undefined
}

/** A tag that leads to everything that bears it. */
export const Chip = ({ tag, onRemove }: ChipProps) => (
  <span className={styles.chip}>
    <Dot color={tag.color} />
    <Link to={tagPath(tag.id)} className={styles.name}>
      {tag.name}
    </Link>
    {onRemove !== undefined && (
      <IconButton
        icon={X}
        small
        kind="quiet"
        className={styles.remove}
        label={say('tags.take-off', { name: tag.name })}
        onPress={onRemove}
      />
    )}
  </span>
)
