import { CloudUpload, FolderOpen, SearchX } from 'lucide-react'
import { Button } from '../look/button.tsx'
import { EmptyState } from '../look/empty.tsx'
import { chooseFiles } from '../transfer/index.ts'
import { say } from '../words/say.ts'

/** What this place is for. */
export const EmptyFolder = ({ folder }: { readonly folder: number | undefined }) =>
  folder !== undefined ? (
    <EmptyState icon={CloudUpload} title={say('folder.empty')} text={say('folder.empty-text')}>
      <Button kind="primary" onPress={() => void chooseFiles(folder)}>
        {say('transfer.add-files')}
      </Button>
    </EmptyState>
  ) : (
    <EmptyState icon={FolderOpen} title={say('folder.empty-read-only')} />
  )

export const NothingFound = ({ onClear }: { readonly onClear: () => void }) => (
  <EmptyState icon={SearchX} title={say('folder.nothing-found')} text={say('folder.nothing-found-text')}>
    <Button onPress={onClear}>{say('folder.filter-clear')}</Button>
  </EmptyState>
)
