import type { Share } from '@nuage/contract/api'
import { Avatar } from '../look/avatar.tsx'
import { say } from '../words/say.ts'
import styles from './panel.module.css'
import type { Kind } from './rights.ts'
import { shareWords } from './share-words.ts'

/** By what whoever looks has it. */
export const ReceivedRow = ({ share, kind }: { readonly share: Share; readonly kind: Kind }) => (
  <li className={styles.row}>
    <Avatar person={share.by.id} size={32} />
    <div className={styles.text}>
      <p className={styles.name}>{say('sharing.received.by', { name: share.by.name })}</p>
      <p className={styles.quiet}>{shareWords(share, kind)}</p>
      {share.note !== '' && (
        <p className={styles.note}>
          <span className="unseen">{say('sharing.received.note', { name: share.by.name })}</span>
          {share.note}
        </p>
      )}
    </div>
  </li>
)
