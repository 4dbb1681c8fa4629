import { useRouterState } from '@tanstack/react-router'
import { Link } from '../address/link.tsx'
import { Icon } from '../look/icon.tsx'
import { start } from '../session/start.ts'
import { say } from '../words/say.ts'
import styles from './navigation.module.css'
import { isAt, NAVIGATION } from './places.ts'
import { Slot } from './slots.tsx'

/** The path one is at, without the prefix of the instance. */
export const useAt = (): string =>
  useRouterState({ select: ({ location }) => location.pathname.slice(0) }).replace(start().base, '')

/** The places of the app; at the foot how much space is used. */
export function Navigation() {
  const at = useAt()
  return (
    <nav aria-label={say('frame.navigation')} className={styles.navigation} id="navigation" tabIndex={-1}>
      <ul className={styles.list}>
        {NAVIGATION.map(({ path, icon, name }) => (
          <li key={path}>
            <Link
              to={path}
              className={styles.place}
              title={name()}
              data-place={path}
              {...(isAt(path, at) ? { 'aria-current': 'page' as const } : {})}
            >
              <Icon of={icon} />
              <span className={styles.name}>{name()}</span>
            </Link>
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        <Slot file="frame/gauge.tsx" name="Gauge" isQuiet />
      </div>
    </nav>
  )
}
