import { Plus } from 'lucide-react'
import { memo, useEffect, useState } from 'react'
import { sentenceOf } from '../api/sentence.ts'
import { IconButton } from '../look/button.tsx'
import { whenDrawn } from '../look/drawn.ts'
import { Menu, MenuItem, MenuTrigger } from '../look/menu.tsx'
import { toast } from '../look/toast.tsx'
import { say } from '../words/say.ts'
import { type Creation, hasCreations, loadCreations } from './create.ts'
import styles from './create-menu.module.css'

function tell(error: unknown): void {
  toast({ text: sentenceOf(error), tone: 'loss' })
}

async function perform(creation: Creation, folder: number): Promise<void> {
  try {
    await creation.do(folder)
  } catch (error) {
    tell(error)
  }
}

/** **+**: always in the same place, beside the way to the folder; within the thumb’s reach on a phone. */
export const CreateMenu = memo(({ folder }: { readonly folder: number }) => {
  const [creations, setCreations] = useState<readonly Creation[]>([])
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    void whenDrawn()
      .then(loadCreations)
      .then(setCreations, () => {})
  }, [])
  const change = async (isOpen: boolean): Promise<void> => {
    try {
      if (isOpen && creations.length === 0) setCreations(await loadCreations())
      setOpen(isOpen)
    } catch (error) {
      tell(error)
    }
  }
  if (!hasCreations) return null
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={(isOpen) => void change(isOpen)}>
      <IconButton kind="primary" icon={Plus} label={say('frame.create')} className={styles.plus} />
      <Menu placement="bottom start">
        {creations.map((creation) => (
          <MenuItem
            key={creation.name}
            id={creation.name}
            icon={creation.icon}
            {...(creation.keys === undefined ? {} : { keys: creation.keys })}
            onAction={() => void perform(creation, folder)}
          >
            {creation.label()}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  )
})
