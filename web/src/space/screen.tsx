import type { Space } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Link } from '../address/link.tsx'
import { spaceQuery } from '../api/space-query.ts'
import { Pending } from '../frame/pending.tsx'
import { Place } from '../frame/place.tsx'
import { Bar } from '../look/bar.tsx'
import { Button } from '../look/button.tsx'
import { Tabs } from '../look/tabs.tsx'
import { askToEmpty } from '../trash/index.ts'
import { size } from '../words/figures.ts'
import { say } from '../words/say.ts'
import { askToClearVersions } from './clear-versions.tsx'
import { Duplicates } from './duplicates.tsx'
import { FilesByUse } from './files-by-use.tsx'
import styles from './space.module.css'

type Part = 'largest' | 'oldest' | 'duplicates' | 'trash' | 'versions'

/** What takes the space, and how to free it. */
export function Screen() {
  const { data, error, refetch } = useQuery(spaceQuery)
  const [part, setPart] = useState<Part>('largest')
  if (data === undefined) return <Pending error={error} reset={() => void refetch()} />
  const tab = (id: Part, content: () => React.ReactNode) => ({ id, name: say(`space.${id}`), content })
  return (
    <Place title={say('space.title')}>
      <div className={styles.page}>
        <Used space={data} />
        <Tabs<Part>
          {...{ label: say('space.title'), selected: part, onSelect: setPart }}
          tabs={[
            tab('largest', () => <FilesByUse use="largest" />),
            tab('oldest', () => <FilesByUse use="oldest" />),
            tab('duplicates', () => <Duplicates />),
            tab('trash', () => <Trash space={data} />),
            tab('versions', () => <Versions space={data} />),
          ]}
        />
      </div>
    </Place>
  )
}

interface PartProps {
  readonly space: Space
}

function Used({ space: { used, quota, trash, versions } }: PartProps) {
  const figure =
    quota === null
      ? say('space.used-unlimited', { used: size(used) })
      : say('space.used', { used: size(used), quota: size(quota) })
  return (
    <div className={styles.used}>
      <p className={styles.figure}>{figure}</p>
      {quota !== null && (
        <Bar meter label={say('space.title')} part={used / Math.max(1, quota)} text={figure} tone="plain" />
      )}
      <p className={styles.quiet}>{say('space.beside', { trash: size(trash), versions: size(versions) })}</p>
    </div>
  )
}

const kept = (days: number | null): string =>
  days === null ? say('space.kept-forever') : say('space.kept', { count: days })

const Trash = ({ space: { trash, daysKept } }: PartProps) => (
  <div className={styles.text}>
    <p>{say('space.trash-text', { size: size(trash) })}</p>
    <p>{kept(daysKept.trash)}</p>
    {trash > 0 && (
      <Button icon={Trash2} onPress={askToEmpty}>
        {say('trash.empty-it')}
      </Button>
    )}
    <Link to="/trash">{say('space.trash-open')}</Link>
  </div>
)

const Versions = ({ space: { versions, daysKept } }: PartProps) => (
  <div className={styles.text}>
    <p>{say('space.versions-text', { size: size(versions) })}</p>
    <p>{kept(daysKept.versions)}</p>
    {versions > 0 && (
      <Button icon={Trash2} onPress={askToClearVersions}>
        {say('space.clear-versions')}
      </Button>
    )}
  </div>
)
