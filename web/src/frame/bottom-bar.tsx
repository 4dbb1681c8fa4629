import { CircleHelp, Ellipsis, HardDrive } from 'lucide-react'
import { Button } from 'react-aria-components'
import { Link } from '../address/link.tsx'
import { Icon } from '../look/icon.tsx'
import { Menu, MenuItem, MenuTrigger } from '../look/menu.tsx'
import { say } from '../words/say.ts'
import styles from './bottom-bar.module.css'
import { useAt } from './navigation.tsx'
import { isAt, NAVIGATION, type NavigationPlace } from './places.ts'

/** So many places stand in the bar of a phone; the others are behind its last button. */
const MOST = 3
/** What stands at the foot of the navigation and above the page where there is room. */
const ELSEWHERE: readonly NavigationPlace[] = [
  { path: '/space', icon: HardDrive, name: () => say('space.title') },
  { path: '/help', icon: CircleHelp, name: () => say('frame.help') },
]

/** The navigation of a phone. */
export function BottomBar() {
  const at = useAt()
  const shown = NAVIGATION.slice(0, MOST)
  const others = [...NAVIGATION.slice(MOST), ...ELSEWHERE]
  return (
    <nav aria-label={say('frame.navigation')} className={styles.bar}>
      {shown.map(({ path, icon, name, short }) => (
        <Link
          key={path}
          to={path}
          className={styles.place}
          {...(isAt(path, at) ? { 'aria-current': 'page' as const } : {})}
        >
          <Icon of={icon} />
          <span>{short?.() ?? name()}</span>
        </Link>
      ))}
      <MenuTrigger>
        <Button className={styles.more ?? ''}>
          <Icon of={Ellipsis} />
          <span>{say('frame.more')}</span>
        </Button>
        <Menu placement="top end">
          {others.map(({ path, icon, name }) => (
            <MenuItem key={path} id={path} icon={icon} href={path}>
              {name()}
            </MenuItem>
          ))}
        </Menu>
      </MenuTrigger>
    </nav>
  )
}
