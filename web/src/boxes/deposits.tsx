import type { Box, Deposit, Deposits as Told } from '@nuage/contract/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
import { keys } from '../api/keys.ts'
import { pagesOf } from '../api/pages.ts'
import { sentenceOf } from '../api/sentence.ts'
import { Button } from '../look/button.tsx'
import { EmptyState } from '../look/empty.tsx'
import { Skeleton } from '../look/skeleton.tsx'
import { path } from '../session/session.ts'
import { fullDate, size, when } from '../words/figures.ts'
import { say } from '../words/say.ts'
import styles from './boxes.module.css'

/** So much of a sum tells two files apart, and can be compared with a receipt by eye. */
const SUM = 12

/** Who handed in what and when, the newest first. */
export function Deposits({ box }: { readonly box: Box }) {
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    pagesOf<Told>(keys.deposits(box.id), `/boxes/${box.id}/deposits`),
  )
  if (error !== null && data === undefined) return <p role="alert">{sentenceOf(error)}</p>
  if (data === undefined) return <Skeleton />
  const deposits = data.pages.flatMap(({ entries }) => entries)
  if (deposits.length === 0)
    return <EmptyState icon={Inbox} title={say('boxes.box.empty')} text={say('boxes.box.empty-text')} />
  return (
    <>
      <table className={styles.table}>
        <caption className="unseen">{say('boxes.box.deposits')}</caption>
        <thead>
          <tr>
            {(['who', 'what', 'when', 'receipt'] as const).map((column) => (
              <th key={column} scope="col">
                {say(`boxes.box.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {deposits.map((deposit) => (
            <Row key={deposit.id} deposit={deposit} />
          ))}
        </tbody>
      </table>
      {hasNextPage && (
        <Button isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {say('boxes.list.more')}
        </Button>
      )}
    </>
  )
}

function Row({ deposit }: { readonly deposit: Deposit }) {
  const { name, person, files, done, late } = deposit
  return (
    <tr>
      <th scope="row">{person?.name ?? name}</th>
      <td>
        <ul className={styles.files}>
          {files.map((file) => (
            <li key={`${file.item} ${file.name}`}>
              <File file={file} />
            </li>
          ))}
        </ul>
      </td>
      <td>
        <time dateTime={new Date(done * 1000).toISOString()} title={fullDate(done)}>
          {when(done)}
        </time>
        {late && <span className={styles.late}> {say('boxes.box.late')}</span>}
      </td>
      <td>
        <ul className={styles.files}>
          {files.map(({ item, name: file, sha256 }) => (
            <li key={`${item} ${file}`}>
              <code title={`SHA-256 ${sha256}`}>{sha256.slice(0, SUM)}</code>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  )
}

function File({ file: { item, name, size: bytes, state } }: { readonly file: Deposit['files'][number] }) {
  const trouble =
    state === 'infected' ? say('boxes.box.infected') : state === 'held-back' ? say('boxes.box.checking') : ''
  if (item === null)
    return (
      <span>
        {name} <span className={styles.quiet}>({say('boxes.box.gone')})</span>
      </span>
    )
  return (
    <span>
      <a href={path(`/f/${item}`)}>{name}</a>{' '}
      <span className={trouble === '' ? styles.quiet : styles.late}>
        {trouble === '' ? size(bytes) : trouble}
      </span>
    </span>
  )
}
