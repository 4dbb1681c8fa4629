import { useQueries } from '@tanstack/react-query'
import { itemQuery } from '../api/item-query.ts'
import { Button } from '../look/button.tsx'
import { Dialog } from '../look/dialog.tsx'
import { say } from '../words/say.ts'
import { type Bearing, Choice } from './choice.tsx'

interface TagsDialogProps {
  /** As they were in the list. */
  readonly items: readonly Bearing[]
  readonly onClose: () => void
}

/** So many are looked at anew, to show what was changed here. */
const FEW = 20

/** Tags of one or several things at once. */
export function TagsDialog({ items, onClose }: TagsDialogProps) {
  const fresh = useQueries({
    queries: items.slice(0, FEW).map(({ id }) => itemQuery(id)),
  })
  const shown = items.map((item, at) => fresh[at]?.data ?? item)
  return (
    <Dialog
      title={say('tags.dialog-title', { count: items.length })}
      isOpen
      onClose={onClose}
      acts={
        <Button kind="primary" onPress={onClose}>
          {say('tags.done')}
        </Button>
      }
    >
      <Choice items={shown} />
    </Dialog>
  )
}
