import { FileUp, FolderUp } from 'lucide-react'
import type { Creation } from '../frame/create.ts'
import { say } from '../words/say.ts'
import { chooseFiles, chooseFolder } from './deposit.ts'

export const creations: readonly Creation[] = [
  { name: 'files', label: () => say('transfer.add-files'), icon: FileUp, order: 10, do: chooseFiles },
  { name: 'folder', label: () => say('transfer.add-folder'), icon: FolderUp, order: 20, do: chooseFolder },
]
