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

async function perform(creation: Creation, folder: number): Promise<void> {
  try {
    await creation.do(folder)
  } catch (error) {
    toast({ text: sentenceOf(error), tone: 'loss' })
  }
}

/** **+**: always in the same place, beside the way to the folder; within the thumb’s reach on a phone. */
export const CreateMenu = memo(({ folder }: { readonly folder: number }) => {
  const [creations, setCreations] = useState<readonly Creation[]>([])
  useEffect(() => {
    void whenDrawn()
      .then(loadCreations)
      .then(setCreations, () => {})
  }, [])
  if (!hasCreations) return null
  return (
    <MenuTrigger>
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
