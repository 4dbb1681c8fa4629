import type { ItemDetails } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { type ReactNode, Suspense } from 'react'
import type { Panel } from '../address/search.ts'
import { itemQuery } from '../api/item-query.ts'
import { Problem } from '../api/problem.ts'
import { sentenceOf } from '../api/sentence.ts'
import { ErrorBoundary } from '../frame/error-boundary.tsx'
import { lazily } from '../frame/lazily.tsx'
import type { SidePanelProps } from '../frame/side-panel.tsx'
import { hasSlot, Slot } from '../frame/slots.tsx'
import { IconButton } from '../look/button.tsx'
import { Glyph } from '../look/glyph.tsx'
import { Skeleton } from '../look/skeleton.tsx'
import { Tabs } from '../look/tabs.tsx'
import { say } from '../words/say.ts'
import { Facts } from './facts.tsx'
import styles from './panel.module.css'

const Versions = lazily(async () => (await import('../versions/list.tsx')).VersionList)
const Comments = lazily(async () => (await import('../comments/list.tsx')).CommentList)
const Activity = lazily(async () => (await import('../activity/list.tsx')).ActivityList)

const SHARING = 'sharing/panel.tsx'
/** What a file held before is only for those who may change it, and have its bytes. */
const CHANGE_AND_DOWNLOAD = 2 | 32

interface TabOf {
  readonly id: Panel
  readonly name: string
  content(): ReactNode
}

function tabsFor(item: ItemDetails): TabOf[] {
  const { id, kind, rights } = item
  const hasVersions = kind === 'file' && (rights & CHANGE_AND_DOWNLOAD) === CHANGE_AND_DOWNLOAD
  const all: (TabOf & { readonly isThere: boolean })[] = [
    { id: 'details', isThere: true, name: say('details.tabs.details'), content: () => <Facts item={item} /> },
    {
      ...{ id: 'sharing', isThere: hasSlot(SHARING), name: say('details.tabs.sharing') },
      content: () => <Slot file={SHARING} name="SharingPanel" given={{ item: id }} />,
    },
    {
      ...{ id: 'comments', isThere: true, name: say('details.tabs.comments') },
      content: () => <Comments item={item} />,
    },
    {
      ...{ id: 'versions', isThere: hasVersions, name: say('details.tabs.versions') },
      content: () => <Versions item={item} />,
    },
    {
      ...{ id: 'activity', isThere: true, name: say('details.tabs.activity') },
      content: () => <Activity item={id} />,
    },
  ]
  return all.filter(({ isThere }) => isThere)
}

/** Each tab fails alone. */
const guarded = (item: number, { content, ...tab }: TabOf): TabOf => ({
  ...tab,
  content: () => (
    <ErrorBoundary key={`${item} ${tab.id}`}>
      <Suspense fallback={<Skeleton rows={3} />}>{content()}</Suspense>
    </ErrorBoundary>
  ),
})

/** What is known of a file or folder: what it is, who sees it, what is said of it, what it was, what happened to it. */
export function DetailsPanel({ item: id, panel, onPanel, onClose }: SidePanelProps) {
  const { data: item, error } = useQuery(itemQuery(id))
  const tabs = item === undefined ? [] : tabsFor(item).map((tab) => guarded(id, tab))
  const selected = tabs.some((tab) => tab.id === panel) ? panel : 'details'
  return (
    <div className={styles.panel}>
      <header className={styles.head}>
        {item !== undefined && <Glyph mime={item.mime} folder={item.kind === 'folder'} size={28} />}
        <h2 className={styles.name}>
          {item === undefined ? say('frame.details') : item.name || say('frame.files')}
        </h2>
        <IconButton icon={X} label={say('details.close')} kind="quiet" onPress={onClose} />
      </header>
      {error !== null && item === undefined && (
        <p role="alert" className={styles.fault}>
          {error instanceof Problem && error.status === 404 ? say('details.gone') : sentenceOf(error)}
        </p>
      )}
      {item === undefined ? (
        error === null && <Skeleton rows={4} />
      ) : (
        <Tabs label={say('frame.details')} selected={selected} onSelect={onPanel} tabs={tabs} />
      )}
    </div>
  )
}
