import { Copy } from 'lucide-react'
import { useState } from 'react'
import { placeWords } from '../list/place-words.ts'
import { IconButton } from '../look/button.tsx'
import { Checkbox } from '../look/checkbox.tsx'
import { Glyph } from '../look/glyph.tsx'
import { toast } from '../look/toast.tsx'
import { path, session } from '../session/session.ts'
import { copyText } from '../sharing/clipboard.ts'
import { LinkAddress } from '../sharing/link-address.tsx'
import { linkName, usesOf } from '../sharing/link-words.ts'
import { linkSentence } from '../sharing/sentence.ts'
import { relative } from '../words/figures.ts'
import { say } from '../words/say.ts'
import styles from './screen.module.css'
import type { LinkRow } from './use-board.ts'

interface RowProps {
  readonly row: LinkRow
  readonly selected: boolean
  readonly onSelect: (selected: boolean) => void
}

/** A link: of what, what it allows until when, why it is worth a second look, and how often it was used. */
export function Row({ row, selected, onSelect }: RowProps) {
  const { item, link, risks } = row
  const [showsAddress, setShowsAddress] = useState(false)
  const named = { name: item.name, link: linkName(link) }
  const copy = async (): Promise<void> => {
    const copied = await copyText(link.url)
    setShowsAddress(!copied)
    if (copied) toast({ text: say('sharing.link.copied') })
  }
  return (
    <li className={styles.row}>
      <Checkbox
        aria-label={say('links.select', named)}
        isSelected={selected}
        onChange={(on) => onSelect(on)}
      />
      <Glyph folder={item.kind === 'folder'} mark={link.box ? 'box' : 'link'} />
      <div className={styles.text}>
        <p>
          <a className={styles.name} href={path(`/f/${item.id}`)}>
            {item.name}
          </a>
          <span className={styles.quiet}> {whichOf(row)}</span>
        </p>
        <p>{linkSentence(link, item.kind)}</p>
        {risks.length > 0 && (
          <ul className={styles.risks} aria-label={say('links.risks')}>
            {risks.map((risk) => (
              <li key={risk}>{say(`links.risk.${risk}`)}</li>
            ))}
          </ul>
        )}
        <p className={styles.quiet}>{factsOf(row)}</p>
      </div>
      <IconButton icon={Copy} kind="quiet" label={say('links.copy', named)} onPress={() => void copy()} />
      {showsAddress && (
        <div className={styles.wide}>
          <LinkAddress url={link.url} onCopy={() => void copy()} />
        </div>
      )}
    </li>
  )
}

/** Most links bear no name of their own, and all here are links. */
function whichOf({ item, link }: LinkRow): string {
  const isPlain = link.label === '' && link.to === null && !link.box
  return isPlain ? placeWords(item) : `${linkName(link)}, ${placeWords(item)}`
}

function factsOf({ link }: LinkRow): string {
  const made = say('links.made', { time: relative(link.created) })
  const uses = usesOf(link)
  const facts = `${made}, ${uses}`
  return link.by.id === session().person.id ? facts : `${facts}, ${say('sharing.rights.by', link.by)}`
}
