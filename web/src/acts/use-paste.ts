import { useEffect } from 'react'
import type { ListHandle } from '../list/listed.ts'
import type { Here } from './act.ts'
import { paste } from './clip.ts'
import { clipboard } from './clipboard.ts'
import { tellFailure } from './tell.ts'
import { isTyping } from './use-undo-key.ts'

/** Ctrl+V for what was cut or copied here; files of the desktop are left to those who send them. */
export function usePaste(folder: Here | undefined, list: () => ListHandle | undefined): void {
  useEffect(() => {
    const hear = (event: ClipboardEvent): void => {
      const handle = list()
      const isTheirs = (event.clipboardData?.files.length ?? 0) > 0
      if (isTheirs || isTyping(event.target) || clipboard() === null || handle === undefined) return
      event.preventDefault()
      paste({ folder, list: handle }).catch(tellFailure)
    }
    document.addEventListener('paste', hear)
    return () => document.removeEventListener('paste', hear)
  }, [folder, list])
}
