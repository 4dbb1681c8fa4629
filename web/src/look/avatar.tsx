import { path } from '../session/session.ts'
import styles from './avatar.module.css'

interface AvatarProps {
  /** Id of the person. */
  readonly person: string
  /** Absent where the name stands beside it. */
  readonly name?: string
  /** In pixels. */
  readonly size?: number
}

/** Drawn at twice its size, for dense screens. */
export const Avatar = ({ person, name, size = 32 }: AvatarProps) => (
  <img
    className={styles.avatar}
    src={path(`/avatar/${encodeURIComponent(person)}/${size * 2}`)}
    width={size}
    height={size}
    alt={name ?? ''}
    {...(name === undefined ? {} : { title: name })}
    loading="lazy"
  />
)
