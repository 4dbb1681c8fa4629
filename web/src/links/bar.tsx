import type { BoardRow, Ends } from '@nuage/contract/api'
import { CalendarClock, CircleStop, LockKeyhole } from 'lucide-react'
import { type Ref, useRef, useState } from 'react'
import { tellFailure } from '../acts/tell.ts'
import { Button } from '../look/button.tsx'
import { Checkbox } from '../look/checkbox.tsx'
import type { LucideIcon } from '../look/icon.tsx'
import { EndEditor, readAccess } from '../sharing/index.ts'
import { say } from '../words/say.ts'
import { canBe, type LinkAct, wordsOf } from './act.ts'
import styles from './screen.module.css'

interface LinksBarProps {
  readonly all: number
  readonly chosen: readonly BoardRow[]
  readonly allRef: Ref<HTMLInputElement>
  readonly onAll: (on: boolean) => void
  readonly onAct: (act: LinkAct, expires?: number | null) => void
}

const ACTS: readonly (readonly [LinkAct, LucideIcon])[] = [
  ['end', CircleStop],
  ['renew', CalendarClock],
  ['protect', LockKeyhole],
]

/** How many are selected, and what can be done with all of them at once. */
export function LinksBar({ all, chosen, allRef, onAll, onAct }: LinksBarProps) {
  const count = chosen.length
  return (
    <div className={styles.bar}>
      <Checkbox
        inputRef={allRef}
        isSelected={count === all}
        isIndeterminate={count > 0 && count < all}
        onChange={(on) => onAll(on)}
      >
        {say('list.select-all')}
      </Checkbox>
      <p className={styles.count} aria-live="polite">
        {count > 0 && say(`links.selected.${wordsOf(chosen)}`, { count })}
      </p>
      {count > 0 && <Acts chosen={chosen} onAct={onAct} />}
    </div>
  )
}

function Acts({ chosen, onAct }: Pick<LinksBarProps, 'chosen' | 'onAct'>) {
  const [ends, setEnds] = useState<Ends>()
  const renew = useRef<HTMLButtonElement>(null)
  const close = (): void => {
    setEnds(undefined)
    renew.current?.focus()
  }
  const askForEnd = async (): Promise<void> => {
    try {
      const one = chosen.find(({ link }) => link !== null) ?? chosen[0]!
      const { linkEnds, shareEnds } = await readAccess(one.item.id)
      setEnds(one.link === null ? shareEnds : linkEnds)
    } catch (error) {
      tellFailure(error)
    }
  }
  return (
    <>
      <div {...{ role: 'toolbar', 'aria-label': say('list.selection') }} className={styles.acts}>
        {ACTS.map(([act, icon]) => (
          <Button
            key={act}
            ref={act === 'renew' ? renew : undefined}
            small
            icon={icon}
            isDisabled={!chosen.some(canBe[act])}
            onPress={() => (act === 'renew' ? void askForEnd() : onAct(act))}
          >
            {say(`links.act.${act}`)}
          </Button>
        ))}
      </div>
      {ends !== undefined && (
        <div className={styles.end}>
          <EndEditor
            {...{ ends, expires: null, onCancel: close }}
            save={({ expires }) => onAct('renew', expires)}
          />
        </div>
      )}
    </>
  )
}
