import type { FolderPage } from '@nuage/contract/api'
import { Upload } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useFolderId } from '../address/use-folder.ts'
import { client } from '../api/client.ts'
import { keys } from '../api/keys.ts'
import { LineLost } from '../api/problem.ts'
import { sentenceOf } from '../api/sentence.ts'
import { Icon } from '../look/icon.tsx'
import { toast } from '../look/toast.tsx'
import { say } from '../words/say.ts'
import { deposit } from './deposit.ts'
import styles from './drop-zone.module.css'
import { type Entries, entriesOfPaste, entriesOfTransfer } from './entries.ts'
import { useTitleOf } from './title-of.ts'

const holdsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, [contenteditable], [role=dialog]') !== null

/** Milliseconds without a word from the pointer, which browsers send at least each half second: it has left. */
const GONE = 1_500

interface Target {
  readonly id: number
  readonly name: string | undefined
  readonly element: HTMLElement | undefined
}

/** The folder below the pointer: a row of the list one looks at, or a step of the way to it. */
function folderAt({ target }: DragEvent, here: number): Target | undefined {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-folder], [data-row]') : null
  if (element === null) return undefined
  const { folder, row } = element.dataset
  if (folder !== undefined) return { id: Number(folder), name: element.textContent?.trim(), element }
  const entries = client.getQueryData<FolderPage>(keys.folder(here))?.entries
  const at = entries?.id.indexOf(Number(row)) ?? -1
  return entries?.folder[at] === 1 ? { id: Number(row), name: entries.name[at], element } : undefined
}

async function bring(entries: Promise<Entries> | Entries, folder: number): Promise<void> {
  try {
    await deposit(await entries, folder)
  } catch (error) {
    const text = error instanceof LineLost ? sentenceOf(error) : say('transfer.unreadable')
    toast({ text, tone: 'loss' })
  }
}

/** Listens to what is dragged from the desktop onto the window, and to what is pasted. @returns stops listening. */
function listen(here: number, show: (target: Target | undefined) => void): () => void {
  let marked: HTMLElement | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const mark = (target: Target | undefined): void => {
    if (marked !== target?.element) {
      marked?.removeAttribute('data-drop-target')
      marked = target?.element
      marked?.setAttribute('data-drop-target', '')
    }
    show(target)
  }
  const leave = (): void => {
    clearTimeout(timer)
    mark(undefined)
  }
  const over = (event: DragEvent): void => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    event.dataTransfer!.dropEffect = 'copy'
    mark(folderAt(event, here) ?? { id: here, name: undefined, element: undefined })
    clearTimeout(timer)
    timer = setTimeout(leave, GONE)
  }
  const out = (event: DragEvent): void => {
    if (event.relatedTarget === null) leave()
  }
  const drop = (event: DragEvent): void => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    const folder = folderAt(event, here)?.id ?? here
    leave()
    void bring(entriesOfTransfer(event.dataTransfer!), folder)
  }
  const paste = (event: ClipboardEvent): void => {
    const { clipboardData } = event
    if (isTyping(event.target) || clipboardData === null || clipboardData.files.length === 0) return
    event.preventDefault()
    void bring(entriesOfPaste(clipboardData, new Date(), say('transfer.pasted')), here)
  }
  window.addEventListener('dragenter', over)
  window.addEventListener('dragover', over)
  window.addEventListener('dragleave', out)
  window.addEventListener('drop', drop)
  window.addEventListener('paste', paste)
  return () => {
    leave()
    window.removeEventListener('dragenter', over)
    window.removeEventListener('dragover', over)
    window.removeEventListener('dragleave', out)
    window.removeEventListener('drop', drop)
    window.removeEventListener('paste', paste)
  }
}

/** The whole window takes files and folders from the desktop, into the folder one is in or the one below the pointer. */
export function DropZone() {
  const here = useFolderId()
  const [target, setTarget] = useState<Target>()
  useEffect(
    () =>
      listen(here, (next) =>
        setTarget((last) => (last?.id === next?.id && last?.element === next?.element ? last : next)),
      ),
    [here],
  )
  const title = useTitleOf(here)
  if (target === undefined) return null
  return (
    <div className={styles.zone} aria-hidden="true">
      <div className={styles.word}>
        <Icon of={Upload} size={24} />
        <div>
          <strong>{say('transfer.drop-into', { folder: target.name ?? title })}</strong>
          <span>{say('transfer.drop-hint')}</span>
        </div>
      </div>
    </div>
  )
}
