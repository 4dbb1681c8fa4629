import { FolderSearch, Inbox, Share2, UploadCloud } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { changePreferences } from '../account/index.ts'
import { Button } from '../look/button.tsx'
import { classes } from '../look/classes.ts'
import { Dialog } from '../look/dialog.tsx'
import { Icon } from '../look/icon.tsx'
import { useSession } from '../session/session.ts'
import { say } from '../words/say.ts'
import styles from './tour.module.css'

const SCREENS = [
  { name: 'bring', icon: UploadCloud },
  { name: 'find', icon: FolderSearch },
  { name: 'share', icon: Share2 },
  { name: 'collect', icon: Inbox },
] as const

/** There the places stand at the foot, and nothing is dragged. As in `frame.module.css`. */
const PHONE = '(max-width: 40rem)'

/** What Nuage is for, in four screens; once, and again when it is asked for among the settings. */
export function Tour() {
  const { preferences } = useSession()
  const [at, setAt] = useState(0)
  const next = useRef<HTMLButtonElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each screen has its own button to go on with
  useEffect(() => next.current?.focus(), [at])
  if (preferences.tourSeen) return null
  const { name, icon } = SCREENS[at]!
  const last = at === SCREENS.length - 1
  const end = (): void => {
    setAt(0)
    // Whoever has no line now is shown the tour again some day: nothing worse.
    changePreferences({ tourSeen: true }).catch(() => {})
  }
  return (
    <Dialog
      title={say(`tour.${name}.title`)}
      isOpen
      onClose={end}
      acts={
        <>
          {at > 0 && <Button onPress={() => setAt(at - 1)}>{say('tour.back')}</Button>}
          <Button kind="primary" ref={next} autoFocus onPress={last ? end : () => setAt(at + 1)}>
            {say(last ? 'tour.begin' : 'tour.next')}
          </Button>
        </>
      }
    >
      <div className={styles.screen} aria-live="polite">
        <span className={styles.mark}>
          <Icon of={icon} size={44} />
        </span>
        <p className={styles.text}>
          {name === 'bring' && matchMedia(PHONE).matches
            ? say('tour.bring.text-phone')
            : say(`tour.${name}.text`)}
        </p>
      </div>
      <div
        className={styles.dots}
        role="img"
        aria-label={say('tour.at', { at: at + 1, all: SCREENS.length })}
      >
        {SCREENS.map((screen, number) => (
          <span key={screen.name} className={classes(styles.dot, number === at && styles.here)} />
        ))}
      </div>
    </Dialog>
  )
}
