import type { Link } from '@nuage/contract/api'
import { Copy } from 'lucide-react'
import { call } from '../api/call.ts'
import { Button, IconButton } from '../look/button.tsx'
import { Dialog } from '../look/dialog.tsx'
import { toast } from '../look/toast.tsx'
import { say } from '../words/say.ts'
import { change } from './access.ts'
import { copyText } from './clipboard.ts'
import styles from './code-dialog.module.css'
import { endText } from './end.ts'
import { READ } from './rights.ts'

/** The same file, by the address at which this page itself was reached. */
const here = (url: string): string => new URL(url).pathname

/** The code of a link to be shown, kept and printed, and a short address to be said aloud. */
export function CodeDialog({ link, onClose }: { readonly link: Link; readonly onClose: () => void }) {
  const { svg, png, poster, page } = link.code
  return (
    <Dialog isOpen title={say('sharing.code.title')} onClose={onClose}>
      <img className={styles.code} src={here(svg)} alt={say('sharing.code.image')} />
      <div className={styles.acts}>
        <a className={styles.file} href={here(svg)} download>
          {say('sharing.code.svg')}
        </a>
        <a className={styles.file} href={here(png)} download>
          {say('sharing.code.png')}
        </a>
        <a className={styles.file} href={here(link.password ? page : poster)} target="_blank" rel="noopener">
          {say(link.password ? 'sharing.code.poster-with' : 'sharing.code.poster')}
        </a>
      </div>
      <Short link={link} />
    </Dialog>
  )
}

function Short({ link }: { readonly link: Link }) {
  const { id, short, password, rights } = link
  const copy = async (url: string): Promise<void> => {
    if (await copyText(url)) toast({ text: say('sharing.link.copied') })
  }
  // Guessing one is possible, if hard: what it opens has to be guarded by more.
  if (!password && (rights & READ) !== 0)
    return <p className={styles.hint}>{say('sharing.code.short-needs')}</p>
  if (short === null)
    return (
      <div>
        <Button onPress={() => void change(() => call('POST', `/links/${id}/short`, { body: {} }))}>
          {say('sharing.code.make-short')}
        </Button>
      </div>
    )
  return (
    <div>
      <p className={styles.heading}>{say('sharing.code.short')}</p>
      <p className={styles.short}>
        <span>{short.url.replace(/^https?:\/\//, '')}</span>
        <IconButton
          icon={Copy}
          kind="quiet"
          label={say('sharing.link.copy')}
          onPress={() => void copy(short.url)}
        />
      </p>
      <p className={styles.hint}>{say('sharing.code.short-until', { date: endText(short.until) })}</p>
    </div>
  )
}
