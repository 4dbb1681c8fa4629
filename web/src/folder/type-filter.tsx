import type { FileFamily } from '@nuage/contract/families'
import { familyOfRow } from '../list/filter.ts'
import type { Row } from '../list/rows.ts'
import { MenuChoice, MenuChoices } from '../look/menu-choice.tsx'
import { say } from '../words/say.ts'

interface TypeFilterProps {
  readonly rows: readonly Row[]
  readonly families: ReadonlySet<FileFamily>
  onFamilies(families: ReadonlySet<FileFamily>): void
}

/** Which of the kinds that are here are shown; a part of a menu. */
export function TypeFilter({ rows, families, onFamilies }: TypeFilterProps) {
  const here = [...new Set([...rows.map(familyOfRow), ...families])]
  const named = here.map((id) => ({ id, name: say(`folder.kinds.${id}`) }))
  named.sort((one, other) => one.name.localeCompare(other.name, document.documentElement.lang))
  return (
    <MenuChoices
      label={say('folder.filter-type')}
      mode="multiple"
      chosen={[...families]}
      onChoose={(chosen) => onFamilies(new Set(chosen as FileFamily[]))}
    >
      {named.map(({ id, name }) => (
        <MenuChoice key={id} id={id}>
          {name}
        </MenuChoice>
      ))}
    </MenuChoices>
  )
}
