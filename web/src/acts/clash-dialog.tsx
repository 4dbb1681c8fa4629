import { useState } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import type { Row } from '../list/rows.ts'
import { Button } from '../look/button.tsx'
import { Dialog } from '../look/dialog.tsx'
import { say } from '../words/say.ts'
import styles from './clash-dialog.module.css'
import type { Relocation } from './relocate.tsx'

export type Choice = 'keep-both' | 'replace' | 'skip'

const CHOICES: readonly Choice[] = ['keep-both', 'replace', 'skip']
const MOST_NAMED = 5

interface ClashDialogProps {
  readonly clashing: readonly Row[]
  readonly wish: Relocation
  onChoose(choice: Choice): void
}

/** Asks once for all whose names are taken where they go. */
export function ClashDialog({ clashing, wish, onChoose }: ClashDialogProps) {
  const [choice, setChoice] = useState<Choice>('keep-both')
  const { to, copy } = wish
  const facts = { count: clashing.length, name: clashing[0]!.name, to: to.name || say('list.my-files') }
  // A folder is never replaced: what is in it would be gone.
  const choices = CHOICES.filter((one) => one !== 'replace' || clashing.every(({ kind }) => kind === 'file'))
  return (
    <Dialog
      isOpen
      role="alertdialog"
      title={say(clashing.length === 1 ? 'acts.clash.title-one' : 'acts.clash.title', facts)}
      onClose={() => onChoose('skip')}
      acts={
        <>
          <Button onPress={() => onChoose('skip')}>{say('look.cancel')}</Button>
          <Button kind="primary" onPress={() => onChoose(choice)}>
            {say(copy ? 'acts.copy.label' : 'acts.move.label')}
          </Button>
        </>
      }
    >
      {clashing.length > 1 && (
        <ul className={styles.names}>
          {clashing.slice(0, MOST_NAMED).map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
          {clashing.length > MOST_NAMED && (
            <li>{say('acts.clash.more', { count: clashing.length - MOST_NAMED })}</li>
          )}
        </ul>
      )}
      <RadioGroup
        value={choice}
        onChange={(value) => setChoice(value as Choice)}
        className={styles.choices ?? ''}
      >
        <Label className="unseen">{say('acts.clash.question')}</Label>
        {choices.map((one) => (
          <Radio key={one} value={one} className={styles.choice ?? ''} autoFocus={one === choice}>
            <span className={styles.dot} />
            <span>
              {say(`acts.clash.${one}`)}
              <small>{say(`acts.clash.${one}-hint`)}</small>
            </span>
          </Radio>
        ))}
      </RadioGroup>
    </Dialog>
  )
}
