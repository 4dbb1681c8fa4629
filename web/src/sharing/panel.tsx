import type { Access, ItemDetails } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef } from 'react'
import { call } from '../api/call.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/sentence.ts'
import { Skeleton } from '../look/skeleton.tsx'
import { say } from '../words/say.ts'
import { useAccess } from './access.ts'
import { LinkSection } from './link-section.tsx'
import styles from './panel.module.css'
import { takesFocus } from './panel-address.ts'
import { PeopleField } from './people-field.tsx'
import { ReceivedRow } from './received-row.tsx'
import { ShareRow } from './share-row.tsx'

/** What is shared, as every part of the panel needs it. */
export interface Subject {
  readonly id: number
  readonly name: string
  readonly kind: 'file' | 'folder'
  readonly access: Access
}

/** With whom something is shared, and how it can be. */
export function SharingPanel({ item }: { readonly item: number }) {
  const { data: details } = useQuery({
    queryKey: keys.item(item),
    queryFn: ({ signal }) => call<ItemDetails>('GET', `/items/${item}`, { signal }),
  })
  const { data: access, error } = useAccess(item)
  if (access === undefined || details === undefined)
    return error === null ? <Skeleton rows={3} /> : <p role="alert">{sentenceOf(error)}</p>
  const { name, kind } = details
  return <Shared key={item} subject={{ id: item, name, kind, access }} />
}

/** What had the focus may have gone with its row: the panel takes it, so that the keyboard goes on from there. */
function useFocusKept(panel: RefObject<HTMLElement | null>, rows: number): void {
  const last = useRef<EventTarget>(null)
  useEffect(() => {
    const hear = ({ target }: FocusEvent): void => {
      last.current = target
    }
    const shown = panel.current
    shown?.addEventListener('focusin', hear)
    return () => shown?.removeEventListener('focusin', hear)
  }, [panel])
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever a row came or went
  useEffect(() => {
    const isLost =
      document.activeElement === document.body && (last.current as Element | null)?.isConnected === false
    if (isLost) panel.current?.focus()
  }, [rows, panel])
}

function Shared({ subject }: { readonly subject: Subject }) {
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (takesFocus(subject.id)) panel.current?.focus()
  }, [subject.id])
  const { may, shares, links, received } = subject.access
  useFocusKept(panel, shares.length + links.length)
  const silent = !may.people && shares.length === 0 && links.length === 0
  return (
    <div ref={panel} tabIndex={-1} className={styles.panel}>
      {received.length > 0 && (
        <section className={styles.section} aria-labelledby="sharing-received">
          <h3 id="sharing-received">{say('sharing.received.title')}</h3>
          <ul className={styles.rows}>
            {received.map((share) => (
              <ReceivedRow key={share.id} share={share} kind={subject.kind} />
            ))}
          </ul>
        </section>
      )}
      {silent && <p className={styles.quiet}>{say('sharing.not-allowed')}</p>}
      {(may.people || shares.length > 0) && (
        <section className={styles.section} aria-labelledby="sharing-people">
          <h3 id="sharing-people">{say('sharing.people.title')}</h3>
          {may.people && <PeopleField subject={subject} />}
          {shares.length > 0 && (
            <ul className={styles.rows} aria-label={say('sharing.people.shares')}>
              {shares.map((share) => (
                <ShareRow key={`${share.id} ${share.via?.id ?? ''}`} share={share} subject={subject} />
              ))}
            </ul>
          )}
        </section>
      )}
      {(may.links || links.length > 0) && <LinkSection subject={subject} />}
    </div>
  )
}
