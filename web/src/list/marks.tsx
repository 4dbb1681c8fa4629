import { Link2, Lock, MessageSquare, Star } from 'lucide-react'
import { Avatar } from '../look/avatar.tsx'
import { Icon } from '../look/icon.tsx'
import { say } from '../words/say.ts'
import { sharedWords } from './describe.ts'
import styles from './marks.module.css'
import type { Row } from './rows.ts'

const MOST_FACES = 3

/** Small signs behind the name. All of them are in the row’s description, so readers hear them once. */
export function Marks({ row }: { readonly row: Row }) {
  return (
    <span className={styles.marks} aria-hidden="true">
      {row.favourite && <Icon of={Star} size={14} className={styles.star} />}
      {row.lock !== null && <Icon of={Lock} size={14} />}
      {row.comments > 0 && <Icon of={MessageSquare} size={14} />}
      {row.tags.map(({ id, name }) => (
        <span key={id} className={styles.tag}>
          {name}
        </span>
      ))}
    </span>
  )
}

/** To whom a row was given, or by whom: faces, a link, and a word. */
export function SharedMark({ row }: { readonly row: Row }) {
  if (row.received)
    return (
      <span className={styles.shared} title={say('list.received', { name: row.owner?.name ?? '' })}>
        {row.owner !== null && <Avatar person={row.owner.id} size={24} />}
        <span className={styles.word}>{row.owner?.name ?? say('list.received-short')}</span>
      </span>
    )
  if (row.shared.length === 0) return null
  const people = row.shared.filter(({ kind }) => kind === 'person')
  return (
    <span className={styles.shared} title={sharedWords(row)}>
      {row.shared.some(({ kind }) => kind === 'link') && (
        <Icon of={Link2} size={16} className={styles.link} />
      )}
      {people.slice(0, MOST_FACES).map(({ id, name }) => (
        <Avatar key={id} person={id} name={name} size={24} />
      ))}
      <span className={styles.word}>{say('list.shared')}</span>
    </span>
  )
}
