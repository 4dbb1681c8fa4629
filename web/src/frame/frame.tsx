import { Outlet } from '@tanstack/react-router'
import { type MouseEvent, Suspense, useEffect } from 'react'
import { Skeleton } from '../look/skeleton.tsx'
import { SignInPutOff } from '../session/put-off.tsx'
import { useSession } from '../session/session.ts'
import { say } from '../words/say.ts'
import { BottomBar } from './bottom-bar.tsx'
import styles from './frame.module.css'
import { listenForKeys } from './keys.ts'
import { MissingBar } from './missing-bar.tsx'
import { Navigation } from './navigation.tsx'
import { SidePanel } from './side-panel.tsx'
import { Slot } from './slots.tsx'
import { TopBar } from './top-bar.tsx'

/** Without a fragment in the address, which the router would take for a place. */
function SkipLink({ to, children }: { readonly to: string; readonly children: string }) {
  const skip = (event: MouseEvent): void => {
    event.preventDefault()
    document.getElementById(to)?.focus()
  }
  return (
    <a href={`#${to}`} className={styles.skip} onClick={skip}>
      {children}
    </a>
  )
}

/** What stands around every screen. */
export function Frame() {
  const { preferences } = useSession()
  useEffect(listenForKeys, [])
  return (
    <div className={styles.frame}>
      <SkipLink to="main">{say('frame.skip-to-content')}</SkipLink>
      <SkipLink to="navigation">{say('frame.skip-to-navigation')}</SkipLink>
      <div className={styles.top}>
        <TopBar />
      </div>
      <div className={styles.told} role="status">
        <SignInPutOff />
        <MissingBar />
        <Slot file="live/live.tsx" name="Live" isQuiet />
      </div>
      <div className={styles.navigation}>
        <Navigation />
      </div>
      <main className={styles.main} id="main" tabIndex={-1}>
        <Suspense fallback={<Skeleton asScreen />}>
          <Outlet />
        </Suspense>
      </main>
      <SidePanel />
      <div className={styles.bottom}>
        <BottomBar />
      </div>
      <Slot file="transfer/drop-zone.tsx" name="DropZone" isQuiet />
      <Slot file="transfer/panel.tsx" name="TransferPanel" isQuiet />
      <Slot file="session/expired.tsx" name="SessionExpired" isQuiet />
      {!preferences.tourSeen && <Slot file="tour/tour.tsx" name="Tour" isQuiet />}
    </div>
  )
}
