import type { Link, Share, Sharee, Sharees } from '@nuage/contract/api'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { AtSign, Users } from 'lucide-react'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { keys } from '../api/keys.ts'
import { useSettled } from '../api/use-settled.ts'
import { Avatar } from '../look/avatar.tsx'
import { Combobox } from '../look/combobox.tsx'
import { Icon } from '../look/icon.tsx'
import { toast } from '../look/toast.tsx'
import { say } from '../words/say.ts'
import { change } from './access.ts'
import type { Subject } from './panel.tsx'
import styles from './people-field.module.css'

const keyOf = ({ kind, id }: Sharee): string => `${kind} ${id}`

/** Whoever is chosen gets it at once; what they may do is changed in their row. */
async function give({ id, access }: Subject, { kind, id: recipient, name }: Sharee): Promise<void> {
  if (kind !== 'mail') {
    const done = await change(() =>
      call<Share>('POST', `/items/${id}/shares`, { body: { kind, id: recipient } }),
    )
    if (done) toast({ text: say('sharing.people.done', { name }) })
    return
  }
  const done = await change(() => call<Link>('POST', `/items/${id}/links`, { body: { to: recipient } }))
  if (done)
    toast({ text: say(access.may.mail ? 'sharing.people.mailed' : 'sharing.people.mail-kept', { name }) })
}

/** A name, an address or an id, with those it may mean. */
export function PeopleField({ subject }: { readonly subject: Subject }) {
  const [text, setText] = useState('')
  const asked = useSettled(text.trim())
  const { data: told, isPlaceholderData: isEarlier } = useQuery({
    queryKey: keys.people(asked),
    queryFn: ({ signal }) => call<Sharees>('GET', '/people', { query: { q: asked }, signal }),
    placeholderData: keepPreviousData,
  })
  const had = new Set(
    subject.access.shares.filter(({ via }) => via === null).map(({ with: { kind, id } }) => `${kind} ${id}`),
  )
  const found = (told?.entries ?? []).filter((sharee) => !had.has(keyOf(sharee)))
  const choose = (key: string): void => {
    const sharee = found.find((one) => keyOf(one) === key)
    if (sharee === undefined) return
    setText('')
    void give(subject, sharee)
  }
  return (
    <Combobox
      label={say('sharing.people.field')}
      hint={say('sharing.people.hint')}
      value={text}
      onChange={setText}
      proposed={found.map((sharee) => ({ key: keyOf(sharee), content: <Proposal sharee={sharee} /> }))}
      onChoose={choose}
      listLabel={say('sharing.people.list')}
      status={
        told === undefined || (isEarlier && found.length === 0) ? '' : statusOf(found.length, told, asked)
      }
      statusSeen={told?.more === true}
    />
  )
}

function statusOf(count: number, { entries, more }: Sharees, asked: string): string {
  if (asked === '') return ''
  if (more) return say('sharing.people.more', { count })
  if (count > 0) return say('sharing.people.found', { count })
  return say(entries.length > 0 ? 'sharing.people.all' : 'sharing.people.none', { text: asked })
}

const DETAILS = { group: () => say('sharing.people.group'), mail: () => say('sharing.people.mail') } as const

const Proposal = ({ sharee: { kind, id, name, detail } }: { readonly sharee: Sharee }) => (
  <>
    {kind === 'person' ? (
      <Avatar person={id} size={32} />
    ) : (
      <span className={styles.mark}>
        <Icon of={kind === 'group' ? Users : AtSign} size={18} />
      </span>
    )}
    <span className={styles.who}>
      <span>{name}</span>
      <span className={styles.hint}>{kind === 'person' ? detail : DETAILS[kind]()}</span>
    </span>
  </>
)
