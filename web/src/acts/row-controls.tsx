import { Ellipsis } from 'lucide-react'
import { memo } from 'react'
import type { Row } from '../list/rows.ts'
import { LightButton } from '../look/light-button.tsx'
import { say } from '../words/say.ts'
import type { Act, ActContext } from './act.ts'
import { perform } from './acts-menu.tsx'

interface RowControlsProps {
  readonly row: Row
  readonly acts: readonly Act[]
  context(): ActContext
  onMenu(at: Element): void
}

/** At the end of a row: what is always wanted, and the three dots. */
export const RowControls = memo(function RowControls({ row, acts, context, onMenu }: RowControlsProps) {
  const own = { ...context(), items: [row], from: 'row' as const }
  return (
    <>
      {acts
        .filter((act) => act.button?.row === true && act.when(own))
        .map((act) => (
          <LightButton
            key={act.name}
            tabIndex={-1}
            icon={act.icon}
            label={act.label(own)}
            do={() => void perform(act, own)}
          />
        ))}
      <LightButton
        menu
        tabIndex={-1}
        icon={Ellipsis}
        label={say('acts.menu', { name: row.name })}
        do={onMenu}
      />
    </>
  )
})
