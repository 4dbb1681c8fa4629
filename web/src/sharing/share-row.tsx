import type { Share } from '@nuage/contract/api'
import { CalendarClock, MoreVertical, StickyNote, UserMinus, Users } from 'lucide-react'
import { useRef, useState } from 'react'
import { call } from '../api/call.ts'
import { Avatar } from '../look/avatar.tsx'
import { IconButton } from '../look/button.tsx'
import { Icon } from '../look/icon.tsx'
import { Menu, MenuItem, MenuSection, MenuTrigger } from '../look/menu.tsx'
import { MenuChoice, MenuChoices } from '../look/menu-choice.tsx'
import { toast } from '../look/toast.tsx'
import { say } from '../words/say.ts'
import { change } from './access.ts'
import { EndEditor } from './end-editor.tsx'
import { NoteEditor } from './note-editor.tsx'
import styles from './panel.module.css'
import type { Subject } from './panel.tsx'
import { holds, type Level, levelOf, levelsOf, rightsOfLevel, SHARE } from './rights.ts'
import { shareWords } from './share-words.ts'

interface RowProps {
  readonly share: Share
  readonly subject: Subject
}

type Editing = 'end' | 'note'

/** Somebody something was given to, what they may do, and all that can be done about it. */
export function ShareRow({ share, subject }: RowProps) {
  const { access, kind } = subject
  const [editing, setEditing] = useState<Editing>()
  const menu = useRef<HTMLButtonElement>(null)
  const { with: recipient, via, note, expires } = share
  const close = (): void => {
    setEditing(undefined)
    menu.current?.focus()
  }
  const save = async (body: object): Promise<void> => {
    if (await change(() => call('PATCH', `/shares/${share.id}`, { body }))) close()
  }
  return (
    <li className={styles.row}>
      {recipient.kind === 'person' ? (
        <Avatar person={recipient.id} size={32} />
      ) : (
        <span className={styles.mark}>
          <Icon of={Users} size={18} />
        </span>
      )}
      <div className={styles.text}>
        <p className={styles.name}>{recipient.name}</p>
        <p className={styles.quiet}>
          {shareWords(share, kind)}
          {via !== null && `, ${say('sharing.rights.via', { name: via.name })}`}
          {!share.mine && `, ${say('sharing.rights.by', { name: share.by.name })}`}
        </p>
        {note !== '' && editing !== 'note' && <p className={styles.note}>{note}</p>}
      </div>
      {share.mine && via === null && (
        <MenuTrigger>
          <IconButton
            ref={menu}
            icon={MoreVertical}
            kind="quiet"
            label={say('sharing.menu.of', { name: recipient.name })}
          />
          <ShareMenu {...{ share, subject, onEdit: setEditing }} />
        </MenuTrigger>
      )}
      {editing === 'end' && <EndEditor {...{ expires, ends: access.shareEnds, onCancel: close, save }} />}
      {editing === 'note' && <NoteEditor {...{ note, onCancel: close, save }} />}
    </li>
  )
}

function ShareMenu({ share, subject, onEdit }: RowProps & { readonly onEdit: (what: Editing) => void }) {
  const { access, kind } = subject
  const { id, rights, download } = share
  const level = levelOf(rights, kind)
  const save = (body: object): void => void change(() => call('PATCH', `/shares/${id}`, { body }))
  const switches = [...(holds(rights, SHARE) ? ['reshare'] : []), ...(download ? ['download'] : [])]
  return (
    <Menu>
      <MenuChoices
        label={say('sharing.menu.what')}
        mode="single"
        chosen={level === undefined ? [] : [level]}
        onChoose={([chosen]) => {
          if (chosen !== undefined && chosen !== level)
            save({ rights: rightsOfLevel(chosen as Level, kind) | (rights & SHARE) })
        }}
      >
        {levelsOf(kind).map((one) => (
          <MenuChoice key={one} id={one} isDisabled={!holds(access.rights, rightsOfLevel(one, kind))}>
            {say(`sharing.rights.${one}`)}
          </MenuChoice>
        ))}
      </MenuChoices>
      <MenuChoices
        label={say('sharing.menu.what')}
        mode="multiple"
        chosen={switches}
        onChoose={(chosen) => {
          const reshare = chosen.includes('reshare')
          if (reshare !== holds(rights, SHARE)) save({ rights: (rights & ~SHARE) | (reshare ? SHARE : 0) })
          if (chosen.includes('download') !== download) save({ download: !download })
        }}
      >
        <MenuChoice id="reshare">{say('sharing.rights.reshare')}</MenuChoice>
        <MenuChoice id="download">{say('sharing.rights.download')}</MenuChoice>
      </MenuChoices>
      <MenuSection>
        <MenuItem icon={CalendarClock} onAction={() => onEdit('end')}>
          {say('sharing.menu.end')}
        </MenuItem>
        <MenuItem icon={StickyNote} onAction={() => onEdit('note')}>
          {say('sharing.menu.note')}
        </MenuItem>
      </MenuSection>
      <MenuSection>
        <MenuItem icon={UserMinus} danger onAction={() => void stop(share)}>
          {say('sharing.menu.stop')}
        </MenuItem>
      </MenuSection>
    </Menu>
  )
}

/** What was given is given again as it was, when that was not meant. */
async function stop({ id, item, with: recipient, rights, download, expires, note }: Share): Promise<void> {
  if (!(await change(() => call('DELETE', `/shares/${id}`)))) return
  const again = { kind: recipient.kind, id: recipient.id, rights, download, expires, note }
  toast({
    text: say('sharing.menu.stopped', { name: recipient.name }),
    act: {
      label: say('sharing.menu.undo'),
      do: () => void change(() => call('POST', `/items/${item}/shares`, { body: again })),
    },
  })
}
