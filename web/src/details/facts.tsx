import type { ItemDetails } from '@nuage/contract/api'
import { familyOf } from '@nuage/contract/families'
import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { folderPath, viewPath } from '../address/go.ts'
import { Link } from '../address/link.tsx'
import { Icon } from '../look/icon.tsx'
import { TagsOf } from '../tags/index.ts'
import { previewAddress } from '../viewer/index.ts'
import { count, fullDate, size, when } from '../words/figures.ts'
import { say } from '../words/say.ts'
import styles from './facts.module.css'

const DOWNLOAD = 32
/** Pixels: twice the width of the panel, for dense screens. */
const PICTURE = 512

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className={styles.fact}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

const Moment = ({ at }: { readonly at: number }) => (
  <time dateTime={new Date(at * 1000).toISOString()} title={fullDate(at)}>
    {when(at)}
  </time>
)

function Way({ item }: { readonly item: ItemDetails }) {
  const folder = item.way.at(-1)
  if (folder === undefined) return null
  return (
    <Fact name={say('details.where')}>
      <Link to={folderPath(folder.id)}>{folder.name || say('frame.files')}</Link>
    </Fact>
  )
}

function Picture({ item }: { readonly item: ItemDetails }) {
  const folder = item.way.at(-1)?.id
  if (!item.preview || (item.rights & DOWNLOAD) === 0 || folder === undefined) return null
  return (
    <Link
      to={viewPath(folder, item.id)}
      className={styles.picture}
      aria-label={say('details.open', { name: item.name })}
    >
      <img src={previewAddress(item, PICTURE)} alt="" loading="lazy" />
    </Link>
  )
}

/** What something is, where it lies, and since when. */
export function Facts({ item }: { readonly item: ItemDetails }) {
  const { kind, mime, size: bytes, modified, uploaded, owner, received, contains, lock } = item
  return (
    <div className={styles.facts}>
      <Picture item={item} />
      {lock !== null && (
        <p className={styles.lock}>
          <Icon of={Lock} size={18} />
          {lock.by === null ? say('details.locked') : say('details.locked-by', { who: lock.by.name })}
        </p>
      )}
      <dl className={styles.list}>
        <Fact name={say('details.kind')}>
          {say(`details.kinds.${kind === 'folder' ? 'folder' : familyOf(mime)}`)}
        </Fact>
        {contains !== null && (
          <Fact name={say('details.contains')}>
            {say('details.files', { count: contains.files })},{' '}
            {say('details.folders', { count: contains.folders })}
          </Fact>
        )}
        <Fact name={say('details.size')}>
          <span title={say('details.bytes', { count: bytes, figure: count(bytes) })}>{size(bytes)}</span>
        </Fact>
        <Fact name={say('details.modified')}>
          <Moment at={modified} />
        </Fact>
        {uploaded !== null && (
          <Fact name={say('details.uploaded')}>
            <Moment at={uploaded} />
          </Fact>
        )}
        <Way item={item} />
        {received && owner !== null && <Fact name={say('details.owner')}>{owner.name}</Fact>}
      </dl>
      {item.way.length > 0 && <TagsOf item={item} />}
    </div>
  )
}
