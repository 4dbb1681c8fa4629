import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Heading, Modal, ModalOverlay, Dialog as Window } from 'react-aria-components'
import { say } from '../words/say.ts'
import { Button, IconButton } from './button.tsx'
import { classes } from './classes.ts'
import styles from './dialog.module.css'

export interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  /** Left out only where one of its buttons has to be chosen. */
  readonly onClose?: () => void
  readonly children: ReactNode
  /** Its buttons, the one that does what the title says last. */
  readonly acts?: ReactNode
  readonly wide?: boolean
  /** `alertdialog`: cannot be put away by a click beside it. */
  readonly role?: 'dialog' | 'alertdialog'
  /** Nothing of the page is seen beneath it. */
  readonly covers?: boolean
}

/** Over the page; the focus goes in, stays in, and back to where it came from. */
export function Dialog(props: DialogProps) {
  const { title, isOpen, onClose, children, acts, wide, role = 'dialog', covers } = props
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose?.()
      }}
      isDismissable={role === 'dialog'}
      isKeyboardDismissDisabled={onClose === undefined}
      className={classes(styles.overlay, covers && styles.covers)}
    >
      <Modal className={classes(styles.modal, wide && styles.wide)}>
        <Window role={role} className={styles.dialog ?? ''}>
          <div className={styles.head}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {onClose !== undefined && <IconButton icon={X} label={say('look.close')} onPress={onClose} />}
          </div>
          <div className={styles.body}>{children}</div>
          {acts !== undefined && <div className={styles.acts}>{acts}</div>}
        </Window>
      </Modal>
    </ModalOverlay>
  )
}

export interface ConfirmDialogProps extends Omit<DialogProps, 'acts' | 'role'> {
  /** What the button does, as a verb. */
  readonly confirm: string
  readonly danger?: boolean
  readonly onClose: () => void
  readonly onConfirm: () => void
}

/** Only for what cannot be undone. */
export function ConfirmDialog({ confirm, danger, onConfirm, ...rest }: ConfirmDialogProps) {
  const act = (): void => {
    onConfirm()
    rest.onClose()
  }
  return (
    <Dialog
      {...rest}
      role="alertdialog"
      acts={
        <>
          <Button autoFocus onPress={rest.onClose}>
            {say('look.cancel')}
          </Button>
          <Button kind={danger ? 'danger' : 'primary'} onPress={act}>
            {confirm}
          </Button>
        </>
      }
    />
  )
}
