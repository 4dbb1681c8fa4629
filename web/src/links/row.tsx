import type { BoardRow, Link, Share } from '@nuage/contract/api'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { placeWords } from '../list/place-words.ts'
import { IconButton } from '../look/button.tsx'
import { Checkbox } from '../look/checkbox.tsx'
import { Glyph, type GlyphMark } from '../look/glyph.tsx'
import { toast } from '../look/toast.tsx'
import { path, session } from '../session/session.ts'
import { copyText, LinkAddress, linkName, linkSentence, shareWords, usesOf } from '../sharing/index.ts'
import { relative } from '../words/figures.ts'
import { say } from '../words/say.ts'
import styles from './screen.module.css'

interface RowProps {
  readonly row: BoardRow
  readonly selected: boolean
  readonly onSelect: (selected: boolean) => void
}

/** A link or share: of what, what it allows until when, why it is worth a second look, and how often it was used. */
export function Row({ row, selected, onSelect }: RowProps) {
  const { item, link, share, risks } = row
  const [showsAddress, setShowsAddress] = useState(false)
  const named = { name: item.name, link: nameOf(row) }
  const copy = async (url: string): Promise<void> => {
    const copied = await copyText(url)
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
      <Glyph folder={item.kind === 'folder'} mark={markOf(link)} />
      <div className={styles.text}>
        <p>
          <a className={styles.name} href={path(`/f/${item.id}`)}>
            {item.name}
          </a>
          <span className={styles.quiet}> {whichOf(row)}</span>
        </p>
        {link !== null && <p>{linkSentence(link, item.kind)}</p>}
        {share !== null && <p>{`${named.link}, ${inSentence(shareWords(share, item.kind))}.`}</p>}
        {risks.length > 0 && (
          <ul className={styles.risks} aria-label={say('links.risks')}>
            {risks.map((risk) => (
              <li key={risk}>{say(`links.risk.${risk}`)}</li>
            ))}
          </ul>
        )}
        <p className={styles.quiet}>{factsOf(row)}</p>
      </div>
      {link !== null && (
        <IconButton
          icon={Copy}
          kind="quiet"
          label={say('links.copy', named)}
          onPress={() => void copy(link.url)}
        />
      )}
      {link !== null && showsAddress && (
        <div className={styles.wide}>
          <LinkAddress url={link.url} onCopy={() => void copy(link.url)} />
        </div>
      )}
    </li>
  )
}

const inSentence = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

function markOf(link: Link | null): GlyphMark {
  if (link === null) return 'shared'
  return link.box ? 'box' : 'link'
}

/** What tells it from whatever else was given of the same item. */
function nameOf({ link, share }: BoardRow): string {
  return link === null ? say('sharing.people.done', { name: share?.with.name ?? '' }) : linkName(link)
}

/** Most links bear no name of their own, and what somebody was given is told below. */
function whichOf({ item, link }: BoardRow): string {
  const isPlain = link === null || (link.label === '' && link.to === null && !link.box)
  return isPlain ? placeWords(item) : `${linkName(link)}, ${placeWords(item)}`
}

const givenBy = ({ link, share }: BoardRow): Link | Share | null => link ?? share

function factsOf(row: BoardRow): string {
  const given = givenBy(row)
  if (given === null) return ''
  const made = say(row.link === null ? 'links.given' : 'links.made', { time: relative(given.created) })
  const facts = row.link === null ? made : `${made}, ${usesOf(row.link)}`
  return given.by.id === session().person.id ? facts : `${facts}, ${say('sharing.rights.by', given.by)}`
}
