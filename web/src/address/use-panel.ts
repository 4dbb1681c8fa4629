import { useNavigate } from '@tanstack/react-router'
import type { FolderSearch, Panel } from './search.ts'
import { useFolderSearch } from './use-folder.ts'

export interface PanelState {
  readonly panel: Panel | undefined
  /** Id of what it tells of; the place itself where nothing is marked. */
  readonly item: number | undefined
  open(panel: Panel, item?: number): void
  close(): void
}

/** The panel at the side, as the address has it. */
export function usePanel(): PanelState {
  const navigate = useNavigate()
  const { panel, item } = useFolderSearch()
  const change = (next: Partial<FolderSearch>): void =>
    void navigate({
      to: '.',
      search: (before: FolderSearch) => ({ ...before, ...next }),
      replace: true,
    } as never)
  return {
    ...{ panel, item },
    open: (wanted, marked) => change({ panel: wanted, ...(marked === undefined ? {} : { item: marked }) }),
    close: () => change({ panel: undefined }),
  }
}
