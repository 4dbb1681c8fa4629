import type { ItemDetails } from '@nuage/contract/api'
import { useState } from 'react'
import { Button } from '../../look/button.tsx'
import { when } from '../../words/figures.ts'
import { say } from '../../words/say.ts'
import { CompareDialog } from './compare-dialog.tsx'
import styles from './editor.module.css'

interface ClashBarProps {
  /** How the file is now; undefined when it is gone. */
  readonly theirs: ItemDetails | undefined
  readonly mine: string
  readonly onCopy: () => void
  readonly onReplace: (theirs: ItemDetails) => void
}

/** Somebody saved the file while it was written on here. */
export function ClashBar({ theirs, mine, onCopy, onReplace }: ClashBarProps) {
  const [isCompared, setCompared] = useState(false)
  return (
    <section className={styles.clash} aria-label={say('viewer.clash.title')}>
      <div>
        <p className={styles.strong}>{say('viewer.clash.title')}</p>
        <p>
          {theirs === undefined
            ? say('viewer.clash.gone')
            : say('viewer.clash.text', { when: when(theirs.modified) })}
        </p>
      </div>
      <div className={styles.choices}>
        {theirs !== undefined && (
          <Button small onPress={() => setCompared(true)}>
            {say('viewer.clash.compare')}
          </Button>
        )}
        <Button small kind="primary" onPress={onCopy}>
          {say('viewer.clash.copy')}
        </Button>
        {theirs !== undefined && (
          <Button small onPress={() => onReplace(theirs)}>
            {say('viewer.clash.replace')}
          </Button>
        )}
      </div>
      {isCompared && theirs !== undefined && (
        <CompareDialog theirs={theirs} mine={mine} onClose={() => setCompared(false)} />
      )}
    </section>
  )
}
