import type { ItemDetails, Job } from '@nuage/contract/api'
import { useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { idOf } from '../address/search.ts'
import { Problem } from '../api/problem.ts'
import { sentenceOf } from '../api/sentence.ts'
import { NotHere } from '../frame/not-here.tsx'
import { Pending } from '../frame/pending.tsx'
import { Place } from '../frame/place.tsx'
import { Button } from '../look/button.tsx'
import { session } from '../session/session.ts'
import { when } from '../words/figures.ts'
import { say } from '../words/say.ts'
import { Choice } from './choice.tsx'
import { Preview } from './preview.tsx'
import { Progress } from './progress.tsx'
import styles from './rollback.module.css'
import { useFolder, usePreview, useRollBack, type Wish } from './use-rollback.ts'

/** A folder, or all of one’s files, as it was at a minute of one’s choice. */
export function Screen() {
  const folder = idOf((useParams({ strict: false }) as { folder?: string }).folder) ?? session().root
  const { data, error, refetch } = useFolder(folder)
  if (error instanceof Problem && error.status === 404) return <NotHere />
  if (data === undefined) return <Pending error={error} reset={() => void refetch()} />
  const title =
    folder === session().root ? say('rollback.title-all') : say('rollback.title', { folder: data.name })
  return (
    <Place title={title} way={data.way}>
      <div className={styles.page}>
        {data.space === session().space ? (
          <Steps key={folder} folder={data} />
        ) : (
          <p>{say('rollback.not-mine')}</p>
        )}
      </div>
    </Place>
  )
}

/** Choose, look, do: each below the one before. */
function Steps({ folder }: { readonly folder: ItemDetails }) {
  const [running, setRunning] = useState<{ job: Job; wish: Wish }>()
  const preview = usePreview()
  const rollBack = useRollBack()
  const wishFor = (at: number): Wish => ({ space: folder.space, folder: folder.id, at })
  const failed = preview.error ?? rollBack.error
  const answer = useRef<HTMLDivElement>(null)
  // On a phone it stands below what was pressed, out of sight.
  useEffect(() => {
    if (failed !== null || preview.data !== undefined)
      answer.current?.lastElementChild?.scrollIntoView({ block: 'nearest' })
  }, [failed, preview.data])
  const begin = async (wish: Wish): Promise<void> => {
    preview.reset()
    setRunning({ job: await rollBack.mutateAsync(wish), wish })
  }
  if (running !== undefined)
    return (
      <Progress
        {...{ folder, job: running.job, at: running.wish.at }}
        undo={() => begin(wishFor(running.job.started))}
        again={() => setRunning(undefined)}
      />
    )
  return (
    <>
      <p>{say('rollback.lead')}</p>
      <Choice folder={folder.id} look={(at) => preview.mutate(wishFor(at))} />
      <div aria-live="polite" ref={answer} className={styles.answer}>
        {preview.isPending && <p>{say('rollback.looking')}</p>}
        {failed !== null && <p role="alert">{sentenceOf(failed)}</p>}
        {preview.data !== undefined && (
          <Preview at={preview.data.wish.at} preview={preview.data.preview}>
            <Button
              kind="primary"
              isDisabled={rollBack.isPending}
              onPress={() => void begin(preview.data.wish).catch(() => {})}
            >
              {say('rollback.do', { time: when(preview.data.wish.at) })}
            </Button>
          </Preview>
        )}
      </div>
    </>
  )
}
