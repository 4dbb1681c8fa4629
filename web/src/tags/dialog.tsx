import { Button } from '../look/button.tsx'
import { Dialog } from '../look/dialog.tsx'
import { say } from '../words/say.ts'
import { type Bearing, Choice } from './choice.tsx'

interface TagsDialogProps {
  /** As they were in the list. */
  readonly items: readonly Bearing[]
  readonly onClose: () => void
}

/** Tags of one or several things at once. */
export function TagsDialog({ items, onClose }: TagsDialogProps) {
  const [first] = items
  const title =
    items.length === 1
      ? say('tags.dialog-title-one', { name: first!.name })
      : say('tags.dialog-title', { count: items.length })
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      acts={
        <Button kind="primary" onPress={onClose}>
          {say('tags.done')}
        </Button>
      }
    >
      <Choice items={items} />
    </Dialog>
  )
}
