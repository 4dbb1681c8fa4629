import type { ItemDetails, Version, Versions } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { EllipsisVertical } from 'lucide-react'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/sentence.ts'
import { IconButton } from '../look/button.tsx'
import { ConfirmDialog } from '../look/dialog.tsx'
import { Menu, MenuItem, MenuTrigger } from '../look/menu.tsx'
import { Skeleton } from '../look/skeleton.tsx'
import { fullDate, size } from '../words/figures.ts'
import { say } from '../words/say.ts'
import { remove, restore } from './acts.ts'
import { versionAddress } from './addresses.ts'
import { byDay } from './by-day.ts'
import styles from './list.module.css'
import { day, hour } from './moments.ts'
import { NameDialog } from './name-dialog.tsx'
import { SeeDialog } from './see-dialog.tsx'

type Asked = { readonly what: 'see' | 'name' | 'delete'; readonly version: Version }

/** What a file held, day by day, the newest first. */
export function VersionList({ item }: { readonly item: ItemDetails }) {
  const [asked, setAsked] = useState<Asked>()
  const { data, error } = useQuery({
    queryKey: keys.versions(item.id),
    queryFn: ({ signal }) => call<Versions>('GET', `/items/${item.id}/versions`, { signal }),
  })
  if (error !== null && data === undefined) return <p role="alert">{sentenceOf(error)}</p>
  if (data === undefined) return <Skeleton rows={4} />
  const close = (): void => setAsked(undefined)
  return (
    <>
      {data.entries.length < 2 && <p className={styles.none}>{say('versions.none')}</p>}
      {byDay(data.entries).map(({ at, versions }) => (
        <section key={at} className={styles.day} aria-label={day(at)}>
          <h3 className={styles.date}>{day(at)}</h3>
          <ul>
            {versions.map((version) => (
              <Entry
                key={version.stamp}
                item={item}
                version={version}
                onAsk={(what) => setAsked({ what, version })}
              />
            ))}
          </ul>
        </section>
      ))}
      {asked?.what === 'see' && <SeeDialog item={item} version={asked.version} onClose={close} />}
      {asked?.what === 'name' && <NameDialog item={item} version={asked.version} onClose={close} />}
      {asked?.what === 'delete' && (
        <ConfirmDialog
          isOpen
          danger
          title={say('versions.delete.title')}
          confirm={say('versions.delete.confirm')}
          onClose={close}
          onConfirm={() => void remove(item, asked.version)}
        >
          <p>{say('versions.delete.text', { when: fullDate(asked.version.modified) })}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

interface EntryProps {
  readonly item: ItemDetails
  readonly version: Version
  readonly onAsk: (what: Asked['what']) => void
}

function Entry({ item, version, onAsk }: EntryProps) {
  const { modified, by, label, current, stamp } = version
  const at = hour(modified)
  return (
    <li className={styles.entry}>
      <div className={styles.text}>
        <span className={styles.title}>
          <time dateTime={new Date(modified * 1000).toISOString()} title={fullDate(modified)}>
            {at}
          </time>
          {label !== '' && <strong className={styles.label}>{label}</strong>}
          {current && <span className={styles.current}>{say('versions.current')}</span>}
        </span>
        <span className={styles.more}>
          {by === null ? '' : `${by.name} · `}
          {size(version.size)}
        </span>
      </div>
      <MenuTrigger>
        <IconButton
          icon={EllipsisVertical}
          small
          kind="quiet"
          label={say('versions.acts', { when: `${day(modified)} ${at}` })}
        />
        <Menu>
          {!current && <MenuItem onAction={() => onAsk('see')}>{say('versions.see')}</MenuItem>}
          {!current && (
            <MenuItem onAction={() => void restore(item, version)}>{say('versions.restore')}</MenuItem>
          )}
          <MenuItem onAction={() => onAsk('name')}>
            {say(label === '' ? 'versions.name' : 'versions.rename')}
          </MenuItem>
          {!current && (
            <MenuItem onAction={() => download(versionAddress(item.id, stamp), item.name)}>
              {say('versions.download')}
            </MenuItem>
          )}
          {!current && (
            <MenuItem danger onAction={() => onAsk('delete')}>
              {say('versions.delete.delete')}
            </MenuItem>
          )}
        </Menu>
      </MenuTrigger>
    </li>
  )
}

/** Under the name of the file, whatever the server calls what it sends. */
function download(address: string, name: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
}
