import { Dialog } from '../look/dialog.tsx'
import { say } from '../words/say.ts'
import styles from './keys-dialog.module.css'

const LINES = [
  ...(['move', 'open', 'select', 'all', 'rename', 'delete', 'clipboard', 'undo'] as const),
  ...(['up', 'details', 'search', 'menu', 'landmarks', 'escape', 'keys'] as const),
]

export const KeysDialog = ({ close }: { readonly close: () => void }) => (
  <Dialog title={say('frame.keys')} isOpen onClose={close} wide>
    <dl className={styles.list}>
      {LINES.map((name) => (
        <div key={name} className={styles.line}>
          <dt>
            {say(`frame.key.${name}.keys`)
              .split(' · ')
              .map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
          </dt>
          <dd>{say(`frame.key.${name}.does`)}</dd>
        </div>
      ))}
    </dl>
  </Dialog>
)
