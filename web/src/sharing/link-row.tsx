import type { Link } from '@nuage/contract/api'
import { Copy, Link2, MoreVertical } from 'lucide-react'
import { useRef, useState } from 'react'
import { call } from '../api/call.ts'
import { sentenceOf } from '../api/sentence.ts'
import { IconButton } from '../look/button.tsx'
import { classes } from '../look/classes.ts'
import { Icon } from '../look/icon.tsx'
import { MenuTrigger } from '../look/menu.tsx'
import { toast } from '../look/toast.tsx'
import { say } from '../words/say.ts'
import { change, refreshSharing } from './access.ts'
import { copyText } from './clipboard.ts'
import { CodeDialog } from './code-dialog.tsx'
import { EndEditor } from './end-editor.tsx'
import { LabelEditor } from './label-editor.tsx'
import { LinkAddress } from './link-address.tsx'
import { type Editing, LinkMenu } from './link-menu.tsx'
import { linkName, usesOf } from './link-words.ts'
import { MailEditor } from './mail-editor.tsx'
import { NoteEditor } from './note-editor.tsx'
import styles from './panel.module.css'
import type { Subject } from './panel.tsx'
import { PasswordEditor } from './password-editor.tsx'
import { linkSentence } from './sentence.ts'

interface LinkRowProps {
  readonly link: Link
  readonly subject: Subject
  /** As text, where the clipboard could not be written to. */
  readonly showsAddress: boolean
  readonly onShow: (on: boolean) => void
}

/** A link: what it allows in one sentence, its address one click away, and the menu with everything else. */
export function LinkRow({ link, subject, showsAddress, onShow }: LinkRowProps) {
  const [editing, setEditing] = useState<Editing>()
  const menu = useRef<HTMLButtonElement>(null)
  const name = linkName(link)
  const used = usesOf(link)
  const copy = async (): Promise<void> => {
    const copied = await copyText(link.url)
    onShow(!copied)
    if (copied) toast({ text: say('sharing.link.copied') })
  }
  const close = (): void => {
    setEditing(undefined)
    menu.current?.focus()
  }
  return (
    <li className={classes(styles.row, styles.link)}>
      <span className={classes(styles.mark, link.ended && styles.ended)}>
        <Icon of={Link2} size={18} />
      </span>
      <div className={styles.text}>
        <p className={styles.name}>{name}</p>
        <p className={styles.quiet}>
          {link.via === null ? used : `${used}, ${say('sharing.rights.via', { name: link.via.name })}`}
        </p>
      </div>
      <div className={styles.buttons}>
        <IconButton
          icon={Copy}
          kind="quiet"
          label={say('sharing.link.copy-of', { name })}
          onPress={() => void copy()}
        />
        {link.mine && link.via === null && (
          <MenuTrigger>
            <IconButton
              ref={menu}
              icon={MoreVertical}
              kind="quiet"
              label={say('sharing.link.menu', { name })}
            />
            <LinkMenu {...{ link, subject, onEdit: setEditing }} />
          </MenuTrigger>
        )}
      </div>
      <p className={classes(styles.quiet, styles.wide)}>
        {linkSentence(link, subject.kind)}
        {!link.download && !link.box && ` ${say('sharing.says.no-copy')}`}
      </p>
      {showsAddress && (
        <div className={styles.wide}>
          <LinkAddress url={link.url} onCopy={() => void copy()} />
        </div>
      )}
      {editing !== undefined && <LinkEditing {...{ link, subject, editing, close }} />}
    </li>
  )
}

interface LinkEditingProps {
  readonly link: Link
  readonly subject: Subject
  readonly editing: Editing
  readonly close: () => void
}

function LinkEditing({ link, subject: { access }, editing, close }: LinkEditingProps) {
  const { id, expires, note, label } = link
  const at = `/links/${id}`
  const save = async (body: object): Promise<void> => {
    if (await change(() => call('PATCH', at, { body }))) close()
  }
  const reactivate = async (body: object): Promise<void> => {
    if (!(await change(() => call('POST', `${at}/reactivate`, { body })))) return
    toast({ text: say('sharing.edit.reactivated') })
    close()
  }
  const protect = async (password: string | null): Promise<string | undefined> => {
    try {
      await call('PATCH', at, { body: { password } })
    } catch (error) {
      return sentenceOf(error)
    }
    toast({ text: say(password === null ? 'sharing.edit.password-gone' : 'sharing.edit.password-set') })
    close()
    await refreshSharing()
    return undefined
  }
  const ends = access.linkEnds
  switch (editing) {
    case 'password':
      return (
        <PasswordEditor has={link.password} needed={access.passwordNeeded} save={protect} onCancel={close} />
      )
    case 'end':
      return <EndEditor {...{ expires, ends, onCancel: close, save }} />
    case 'reactivate':
      return <EndEditor {...{ expires, ends, onCancel: close, save: reactivate }} reactivate />
    case 'label':
      return <LabelEditor {...{ label, onCancel: close, save }} />
    case 'note':
      return <NoteEditor {...{ note, onCancel: close, save }} />
    case 'mail':
      return <MailEditor {...{ link, onDone: close }} />
    case 'code':
      return <CodeDialog {...{ link, onClose: close }} />
  }
}
