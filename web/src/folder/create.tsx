import { FilePlus2, FolderPlus } from 'lucide-react'
import { fetchPart } from '../api/part.ts'
import type { Creation } from '../frame/create.ts'
import { show } from '../look/overlays.tsx'
import { say } from '../words/say.ts'

async function ask(kind: 'folder' | 'document', folder: number): Promise<void> {
  const { NewItemDialog } = await fetchPart(() => import('./new-item-dialog.tsx'))
  show((close) => <NewItemDialog {...{ kind, folder, close }} />)
}

export const creations: readonly Creation[] = [
  {
    ...{ name: 'new-folder', order: 30, icon: FolderPlus },
    label: () => say('folder.new-folder'),
    do: (folder) => ask('folder', folder),
  },
  {
    ...{ name: 'new-document', order: 40, icon: FilePlus2 },
    label: () => say('folder.new-document'),
    do: (folder) => ask('document', folder),
  },
]
