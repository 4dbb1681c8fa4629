import { CircleHelp, Keyboard, LayoutGrid, LogOut, Palette, Smartphone, UserRound } from 'lucide-react'
import { Button } from 'react-aria-components'
import { Link } from '../address/link.tsx'
import { PLACES, type PlacePath } from '../address/places.ts'
import { hasScreen } from '../address/screens.ts'
import { Avatar } from '../look/avatar.tsx'
import { IconButton } from '../look/button.tsx'
import { Menu, MenuItem, MenuSection, MenuTrigger } from '../look/menu.tsx'
import { path, useSession } from '../session/session.ts'
import { signOut } from '../session/sign-out.tsx'
import { say } from '../words/say.ts'
import { showKeys } from './keys.ts'
import { Logo } from './logo.tsx'
import { Slot } from './slots.tsx'
import styles from './top-bar.module.css'

const isThere = (path: PlacePath): boolean => hasScreen(PLACES[path])

const Help = () => (
  <MenuTrigger>
    <IconButton icon={CircleHelp} label={say('frame.help')} />
    <Menu>
      {isThere('/help') && (
        <MenuItem id="help" icon={CircleHelp} href="/help">
          {say('frame.help-pages')}
        </MenuItem>
      )}
      <MenuItem id="keys" icon={Keyboard} keys="?" onAction={() => void showKeys()}>
        {say('frame.keys')}
      </MenuItem>
    </Menu>
  </MenuTrigger>
)

function Account() {
  const { person, portal } = useSession()
  return (
    <MenuTrigger>
      <Button className={styles.account ?? ''} aria-label={say('frame.account', { name: person.name })}>
        <Avatar person={person.id} size={32} />
      </Button>
      <Menu>
        <MenuSection title={person.name}>
          {portal && (
            <MenuItem id="portal" icon={LayoutGrid} onAction={() => location.assign(path('/portal'))}>
              {say('frame.portal')}
            </MenuItem>
          )}
          {isThere('/account') && (
            <MenuItem id="account" icon={UserRound} href="/account">
              {say('frame.my-account')}
            </MenuItem>
          )}
          {isThere('/account/look') && (
            <MenuItem id="look" icon={Palette} href="/account/look">
              {say('frame.look')}
            </MenuItem>
          )}
          {isThere('/account/devices') && (
            <MenuItem id="devices" icon={Smartphone} href="/account/devices">
              {say('frame.devices')}
            </MenuItem>
          )}
        </MenuSection>
        <MenuSection>
          <MenuItem id="sign-out" icon={LogOut} onAction={() => void signOut()}>
            {say('frame.sign-out')}
          </MenuItem>
        </MenuSection>
      </Menu>
    </MenuTrigger>
  )
}

/** Whose Nuage it is; where there is little room the logo alone, and nothing on a phone. */
function Academy() {
  const { academy } = useSession()
  if (academy === null) return null
  const { name, logo } = academy
  return (
    <p className={styles.academy} title={name}>
      {logo !== null && <img src={path(logo)} alt="" height={28} />}
      <span>{name}</span>
    </p>
  )
}

/** Search, what is new, help, and who one is. */
export const TopBar = () => (
  <header className={styles.bar}>
    <Link to="/files" className={styles.brand} aria-label={say('frame.home')}>
      <Logo />
      <span>Nuage</span>
    </Link>
    <Academy />
    <div className={styles.search}>
      <Slot file="search/field.tsx" name="Field" isQuiet />
    </div>
    <div className={styles.end}>
      <Slot file="notifications/button.tsx" name="NotificationsButton" isQuiet />
      <span className={styles.help}>
        <Help />
      </span>
      <Account />
    </div>
  </header>
)
