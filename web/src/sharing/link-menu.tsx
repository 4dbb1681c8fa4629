import type { Link } from '@nuage/contract/api'
import {
  CalendarClock,
  ExternalLink,
  KeyRound,
  Mail,
  QrCode,
  RotateCcw,
  StickyNote,
  Tag,
  Trash2,
} from 'lucide-react'
import { call } from '../api/call.ts'
import { ConfirmDialog } from '../look/dialog.tsx'
import { Menu, MenuItem, MenuSection } from '../look/menu.tsx'
import { MenuChoice, MenuChoices } from '../look/menu-choice.tsx'
import { show } from '../look/overlays.tsx'
import { toast } from '../look/toast.tsx'
import { say } from '../words/say.ts'
import { change } from './access.ts'
import type { Subject } from './panel.tsx'
import { holds, READ, rightsOfLevel } from './rights.ts'

export type Editing = 'password' | 'end' | 'reactivate' | 'label' | 'note' | 'code' | 'mail'

interface LinkMenuProps {
  readonly link: Link
  readonly subject: Subject
  readonly onEdit: (what: Editing) => void
}

/** What is known of the rights of a link: to read, or to change, too. */
const isReadOnly = ({ rights }: Link): boolean => (rights & ~READ) === 0

export function LinkMenu({ link, subject, onEdit }: LinkMenuProps) {
  const { ended, box } = link
  const edits = (what: Editing) => () => onEdit(what)
  return (
    <Menu>
      {!ended && !box && <LinkRights {...{ link, subject }} />}
      {!ended && (
        <MenuSection>
          <MenuItem icon={KeyRound} onAction={edits('password')}>
            {say('sharing.link.password')}
          </MenuItem>
          <MenuItem icon={CalendarClock} onAction={edits('end')}>
            {say('sharing.link.end')}
          </MenuItem>
          <MenuItem icon={Tag} onAction={edits('label')}>
            {say('sharing.link.label')}
          </MenuItem>
          <MenuItem icon={StickyNote} onAction={edits('note')}>
            {say('sharing.link.note')}
          </MenuItem>
        </MenuSection>
      )}
      {!ended && (
        <MenuSection>
          <MenuItem icon={QrCode} onAction={edits('code')}>
            {say('sharing.link.code')}
          </MenuItem>
          <MenuItem icon={Mail} onAction={edits('mail')}>
            {say('sharing.link.mail')}
          </MenuItem>
          <MenuItem icon={ExternalLink} onAction={() => window.open(link.url, '_blank', 'noopener')}>
            {say('sharing.link.visit')}
          </MenuItem>
        </MenuSection>
      )}
      <MenuSection>
        {ended && (
          <MenuItem icon={RotateCcw} onAction={edits('reactivate')}>
            {say('sharing.link.reactivate')}
          </MenuItem>
        )}
        <MenuItem icon={Trash2} danger onAction={() => removeLink(link)}>
          {say('sharing.link.remove')}
        </MenuItem>
      </MenuSection>
    </Menu>
  )
}

function LinkRights({ link, subject: { kind, access } }: Omit<LinkMenuProps, 'onEdit'>) {
  const { id, download } = link
  const save = (body: object): void => void change(() => call('PATCH', `/links/${id}`, { body }))
  const all = rightsOfLevel('edit', kind)
  const chosen = isReadOnly(link) ? 'read' : 'change'
  return (
    <>
      <MenuChoices
        label={say('sharing.link.rights')}
        mode="single"
        chosen={[chosen]}
        onChoose={([wanted]) => {
          if (wanted !== undefined && wanted !== chosen) save({ rights: wanted === 'read' ? READ : all })
        }}
      >
        <MenuChoice id="read">{say('sharing.link.read')}</MenuChoice>
        <MenuChoice id="change" isDisabled={!access.may.upload || !holds(access.rights, all)}>
          {say(kind === 'folder' ? 'sharing.link.change' : 'sharing.link.change-file')}
        </MenuChoice>
      </MenuChoices>
      <MenuChoices
        label={say('sharing.link.download')}
        mode="multiple"
        chosen={download ? ['download'] : []}
        onChoose={() => save({ download: !download })}
      >
        <MenuChoice id="download">{say('sharing.link.download')}</MenuChoice>
      </MenuChoices>
    </>
  )
}

/** What was never used goes at once; an address that people have does not without a question. */
function removeLink({ id, views, downloads }: Link): void {
  const remove = async (): Promise<void> => {
    if (await change(() => call('DELETE', `/links/${id}`))) toast({ text: say('sharing.link.removed') })
  }
  if (views + downloads === 0) return void remove()
  show((close) => (
    <ConfirmDialog
      isOpen
      danger
      title={say('sharing.link.remove-title')}
      confirm={say('sharing.link.remove')}
      onConfirm={() => void remove()}
      onClose={close}
    >
      <p>{say('sharing.link.remove-text')}</p>
    </ConfirmDialog>
  ))
}
