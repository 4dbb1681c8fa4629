import { Printer } from 'lucide-react'
import { Button } from '../../look/button.tsx'
import { Dialog } from '../../look/dialog.tsx'
import { show } from '../../look/overlays.tsx'
import { say } from '../../words/say.ts'
import styles from './security.module.css'

/** Recovery codes, to be printed: they are in this dialog alone, and gone with it. */
export function showCodes(codes: readonly string[]): void {
  if (codes.length === 0) return
  show((close) => (
    <Dialog
      title={say('account.security.codes-title')}
      role="alertdialog"
      isOpen
      onClose={close}
      acts={
        <>
          <Button icon={Printer} onPress={() => print()}>
            {say('account.security.print')}
          </Button>
          <Button kind="primary" onPress={close}>
            {say('account.security.kept')}
          </Button>
        </>
      }
    >
      <p>{say('account.security.codes-text')}</p>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </Dialog>
  ))
}
