import { CircleAlert, CircleCheck, Pause, Play, RotateCw, X } from 'lucide-react'
import { memo } from 'react'
import { Bar } from '../look/bar.tsx'
import { Button } from '../look/button.tsx'
import { classes } from '../look/classes.ts'
import { Glyph } from '../look/glyph.tsx'
import { Icon } from '../look/icon.tsx'
import { LightButton } from '../look/light-button.tsx'
import { toast } from '../look/toast.tsx'
import { say } from '../words/say.ts'
import { choose } from './choose.ts'
import { findAgain, retry, transfers } from './here.ts'
import styles from './panel.module.css'
import { isFlying, isSettled, type Row } from './row.ts'
import { rowSentence } from './sentences.ts'

/** Smaller ones are there before anybody could put them aside. Bytes. */
const WORTH_WATCHING = 1024 * 1024

const on = (act: string, { name }: Row): string => say('transfer.on-file', { act, name })

async function chooseAgain(): Promise<void> {
  const files = await choose('files')
  if (files.length > 0 && !findAgain(files)) toast({ text: say('transfer.not-the-same'), tone: 'attention' })
}

function Acts({ row }: { readonly row: Row }) {
  const { id, held, stage } = row
  const ids = [id]
  if (stage === 'failed')
    return (
      <LightButton
        icon={RotateCw}
        label={on(say('transfer.retry'), row)}
        do={() => retry(ids)}
        isDisabled={row.failure?.kind === 'file-changed'}
      />
    )
  if (isSettled(row)) return null
  return (
    <>
      {stage === 'unread' && (
        <Button small onPress={() => void chooseAgain()}>
          {say('transfer.choose-again')}
        </Button>
      )}
      {stage !== 'unread' && row.size > WORTH_WATCHING && (
        <LightButton
          icon={held ? Play : Pause}
          label={on(say(held ? 'transfer.resume' : 'transfer.pause'), row)}
          do={() => transfers.tell({ kind: held ? 'released' : 'held', ids })}
        />
      )}
      <LightButton
        icon={X}
        label={on(say('transfer.cancel'), row)}
        do={() => transfers.tell({ kind: 'cancelled', ids })}
      />
    </>
  )
}

function Mark({ row }: { readonly row: Row }) {
  if (row.stage === 'done') return <Icon of={CircleCheck} className={styles.good} />
  if (row.stage === 'failed') return <Icon of={CircleAlert} className={styles.bad} />
  return null
}

interface LineProps {
  readonly row: Row
  /** Where it stands, when not all are drawn. */
  readonly place?: { readonly at: number; readonly of: number }
}

const hasMoved = (row: Row): boolean =>
  row.size > WORTH_WATCHING && (isFlying(row) || (!isSettled(row) && row.sent > 0))

/** Drawn anew only when its row has changed. */
export const Line = memo(
  ({ row, place }: LineProps) => (
    <li
      className={classes(styles.file, styles[row.stage])}
      {...(place === undefined ? {} : { 'aria-posinset': place.at, 'aria-setsize': place.of })}
    >
      <Glyph mime={transfers.sourceOf(row.id)?.file.type ?? ''} />
      <div className={styles.what}>
        <span className={styles.name} title={[...row.folder, row.name].join(' / ')}>
          {row.own}
        </span>
        <span className={styles.stage}>{rowSentence(row)}</span>
        {hasMoved(row) && (
          <Bar
            label={say('transfer.progress-of', { name: row.own })}
            part={row.size === 0 ? 1 : row.sent / row.size}
            tone={row.held ? 'quiet' : 'plain'}
          />
        )}
      </div>
      <Mark row={row} />
      <div className={styles.acts}>
        <Acts row={row} />
      </div>
    </li>
  ),
  (before, after) =>
    before.row === after.row && before.place?.at === after.place?.at && before.place?.of === after.place?.of,
)
