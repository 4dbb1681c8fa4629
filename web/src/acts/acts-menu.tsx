import type { Anchor } from '../list/listed.ts'
import { MenuItem, MenuSection } from '../look/menu.tsx'
import { PointMenu } from '../look/point-menu.tsx'
import { say } from '../words/say.ts'
import { type Act, type ActContext, SECTIONS } from './act.ts'
import { tellFailure } from './tell.ts'

/** What acts refuse to do is told, and nothing else happens. */
export async function perform(act: Act, context: ActContext): Promise<void> {
  try {
    await act.do(context)
  } catch (error) {
    tellFailure(error)
  }
}

interface ActsMenuProps {
  readonly acts: readonly Act[]
  readonly context: ActContext
  readonly at: Anchor
  readonly onClose: () => void
}

/** The menu of the three dots, of the right click and of the menu key. */
export function ActsMenu({ acts, context, at, onClose }: ActsMenuProps) {
  const { items } = context
  const name = items.length === 1 ? items[0]!.name : say('list.selected', { count: items.length })
  const shown = acts.filter((act) => act.when(context))
  const sections = SECTIONS.map((section) => shown.filter((act) => act.section === section))
  return (
    <PointMenu
      {...{ at, onClose, label: say('acts.menu', { name }) }}
      onAction={(key) => {
        const act = shown.find((one) => one.name === key)
        if (act !== undefined) void perform(act, context)
      }}
    >
      {sections
        .filter(([first]) => first !== undefined)
        .map((members) => (
          <MenuSection key={members[0]!.section}>
            {members.map((act) => (
              <MenuItem
                key={act.name}
                id={act.name}
                icon={act.icon}
                danger={act.danger ?? false}
                {...(act.shortcut === undefined ? {} : { keys: act.shortcut.keys() })}
              >
                {act.label(context)}
              </MenuItem>
            ))}
          </MenuSection>
        ))}
    </PointMenu>
  )
}
