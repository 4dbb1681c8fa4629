import { useState } from 'react'
import { Button } from '../look/button.tsx'
import { Checkbox } from '../look/checkbox.tsx'
import { Dialog } from '../look/dialog.tsx'
import { RadioGroup } from '../look/radio.tsx'
import { size, when } from '../words/figures.ts'
import { say } from '../words/say.ts'
import { transfers } from './here.ts'
import styles from './questions.module.css'
import type { Choice, Deposit, Row } from './row.ts'

/** So many are told of by name. */
const MOST = 100
const CHOICES = ['keep-both', 'replace', 'skip'] as const

const Pair = ({ row: { own, there, size: bytes, modified } }: { readonly row: Row }) => (
  <li className={styles.pair}>
    <span className={styles.name}>{own}</span>
    <span>{say('transfer.clash.there', { when: when(there!.modified), size: size(there!.size) })}</span>
    <span>{say('transfer.clash.new', { when: when(modified), size: size(bytes) })}</span>
  </li>
)

interface ClashDialogProps {
  readonly deposit: Deposit
  readonly rows: readonly Row[]
  readonly onLater: () => void
}

/** What to do with files whose names are taken: asked once, nothing is overwritten without it. */
export function ClashDialog({ deposit, rows, onLater }: ClashDialogProps) {
  const [choice, setChoice] = useState<Choice>('keep-both')
  const [all, setAll] = useState(true)
  const meant = all ? rows : rows.slice(0, 1)
  const go = (): void => transfers.tell({ kind: 'answered', ids: meant.map(({ id }) => id), choice })
  const title = say('transfer.clash.title', { count: rows.length, folder: deposit.folderName })
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onLater}
      acts={
        <Button kind="primary" onPress={go}>
          {say('transfer.clash.go')}
        </Button>
      }
    >
      <ul aria-label={say('transfer.clash.files')} className={styles.pairs}>
        {(all ? rows.slice(0, MOST) : meant).map((row) => (
          <Pair key={row.id} row={row} />
        ))}
      </ul>
      <RadioGroup
        label={say('transfer.clash.what')}
        labelHidden
        value={choice}
        onChange={setChoice}
        options={CHOICES.map((value) => ({
          value,
          label: say(`transfer.clash.${value}`),
          hint: say(`transfer.clash.${value}-hint`),
        }))}
      />
      {rows.length > 1 && (
        <Checkbox isSelected={all} onChange={setAll}>
          {say('transfer.clash.all')}
        </Checkbox>
      )}
    </Dialog>
  )
}
