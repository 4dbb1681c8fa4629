import type { Notification } from '@nuage/contract/api'
import { Bell, X } from 'lucide-react'
import { useState } from 'react'
import { Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components'
import { Link } from '../address/link.tsx'
import { Button, IconButton } from '../look/button.tsx'
import { fullDate, when } from '../words/figures.ts'
import { say } from '../words/say.ts'
import { Answers } from './answers.tsx'
import { answersTo } from './answers-to.ts'
import styles from './notifications.module.css'
import { addressOf, sentenceOf } from './sentence.ts'
import { useDismiss, useNotifications } from './use-notifications.ts'

const MOST_SHOWN = 99

/** How many there are, and the list of them behind it. */
export function NotificationsButton() {
  const { data } = useNotifications()
  const [open, setOpen] = useState(false)
  const entries = data?.entries ?? []
  const label =
    entries.length === 0
      ? say('notifications.button')
      : say('notifications.button-some', { count: entries.length })
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <span className={styles.button}>
        <IconButton kind="quiet" icon={Bell} label={label} />
        {entries.length > 0 && (
          <span className={styles.number} aria-hidden="true">
            {Math.min(entries.length, MOST_SHOWN)}
          </span>
        )}
      </span>
      <Popover className={styles.popover ?? ''} placement="bottom end" offset={4}>
        <Dialog className={styles.dialog ?? ''}>
          <List entries={entries} close={() => setOpen(false)} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

interface ListProps {
  readonly entries: readonly Notification[]
  close(): void
}

function List({ entries, close }: ListProps) {
  const dismiss = useDismiss()
  return (
    <>
      <div className={styles.head}>
        <Heading slot="title" level={2} className={styles.title}>
          {say('notifications.title')}
        </Heading>
        {entries.length > 0 && (
          <Button kind="quiet" small onPress={() => dismiss.mutate('all')}>
            {say('notifications.dismiss-all')}
          </Button>
        )}
        <IconButton kind="quiet" small icon={X} label={say('look.close')} onPress={close} />
      </div>
      {entries.length === 0 ? (
        <div className={styles.none}>
          <p>{say('notifications.none')}</p>
          <p className={styles.quiet}>{say('notifications.none-text')}</p>
        </div>
      ) : (
        <ul className={styles.list}>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} close={close} dismiss={() => dismiss.mutate(entry.id)} />
          ))}
        </ul>
      )}
      <p className={styles.foot}>
        <Link to="/activity" onClick={close}>
          {say('notifications.all-activity')}
        </Link>
      </p>
    </>
  )
}

interface EntryProps {
  readonly entry: Notification
  close(): void
  dismiss(): void
}

function Entry({ entry, close, dismiss }: EntryProps) {
  const text = sentenceOf(entry)
  const address = addressOf(entry)
  const given = answersTo(entry)
  const { message } = entry.facts
  return (
    <li className={styles.entry}>
      <div className={styles.text}>
        {address === undefined ? (
          <span>{text}</span>
        ) : (
          <a href={address} onClick={close}>
            {text}
          </a>
        )}
        {typeof message === 'string' && message !== '' && <p className={styles.message}>{message}</p>}
        <time className={styles.quiet} dateTime={iso(entry.created)} title={fullDate(entry.created)}>
          {when(entry.created)}
        </time>
        {given !== undefined && <Answers {...{ given, close, dismiss }} />}
      </div>
      <IconButton
        kind="quiet"
        small
        icon={X}
        label={say('notifications.dismiss', { text })}
        onPress={dismiss}
      />
    </li>
  )
}

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString()
