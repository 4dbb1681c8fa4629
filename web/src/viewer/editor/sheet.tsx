import type { EditorView } from '@codemirror/view'
import type { ItemDetails } from '@nuage/contract/api'
import { Eye, EyeOff, Save } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Problem } from '../../api/problem.ts'
import { sentenceOf } from '../../api/sentence.ts'
import { announce } from '../../look/announce.ts'
import { Button } from '../../look/button.tsx'
import { toast } from '../../look/toast.tsx'
import { signedInAgain } from '../../session/ended.ts'
import { when } from '../../words/figures.ts'
import { say } from '../../words/say.ts'
import { encode } from '../decode.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { sightOf } from '../sight.ts'
import { ClashBar } from './clash-bar.tsx'
import { openEditor } from './code-mirror.ts'
import styles from './editor.module.css'
import type { EditorProps } from './editor.tsx'
import type { Opened } from './open-text.ts'
import { type Saved, save, saveCopy } from './save.ts'
import { useDraft } from './use-draft.ts'

type State = 'saved' | 'changed' | 'saving' | 'failed' | 'clash'

/** What is said of a save that failed: nothing is lost, and what to do. */
function whyNot(error: unknown): string {
  const status = error instanceof Problem ? error.status : 0
  if (status === 401) return say('viewer.save.session')
  if (status === 403) return say('viewer.save.forbidden')
  if (status === 423) return say('viewer.save.locked')
  if (status === 507) return say('viewer.save.full')
  return say('viewer.save.failed', { why: sentenceOf(error) })
}

export function Sheet({ item, opened, onShow, onClose }: EditorProps & { readonly opened: Opened }) {
  const isMarkdown = sightOf(item) === 'markdown'
  const [text, setText] = useState(opened.text)
  const [state, setState] = useState<State>(opened.draft === undefined ? 'saved' : 'changed')
  const [fault, setFault] = useState('')
  const [clash, setClash] = useState<ItemDetails>()
  const [hasDraft, setHasDraft] = useState(opened.draft !== undefined)
  const [isDrawn, setDrawn] = useState(() => isMarkdown && window.innerWidth >= 1_024)
  const etag = useRef(opened.etag)
  const current = useRef(opened.text)
  const view = useRef<EditorView>(undefined)
  const waits = useRef(false)
  const saveByKey = useRef<() => Promise<void>>(undefined)
  const { note, drop } = useDraft(
    item.id,
    useCallback(() => etag.current, []),
  )

  const settle = async (sent: string, saved: Saved): Promise<void> => {
    if ('clash' in saved) {
      setClash(saved.clash)
      setState('clash')
      announce(say('viewer.clash.title'), 'assertive')
      return
    }
    etag.current = saved.etag
    setClash(undefined)
    setHasDraft(false)
    if (current.current === sent) {
      await drop()
      setState('saved')
    } else {
      // Typed while it was sent: that much is not saved yet.
      note(current.current)
      setState('changed')
    }
    announce(say('viewer.save.saved'))
  }
  const attempt = async (act: (sent: string, bytes: Uint8Array) => Promise<void>): Promise<void> => {
    const sent = current.current
    setState('saving')
    setFault('')
    try {
      await act(sent, encode(sent, opened.how))
    } catch (error) {
      note(current.current)
      setFault(whyNot(error))
      setState(clash === undefined ? 'failed' : 'clash')
      if (error instanceof Problem && error.status === 401) waitForSession()
    }
  }
  /** Once they are signed in again it is saved as they wished, without being asked for again. */
  const waitForSession = (): void => {
    const again = signedInAgain(true)
    if (waits.current) return
    waits.current = true
    void again.then(() => {
      waits.current = false
      return saveByKey.current?.()
    })
  }
  const saveNow = (): Promise<void> =>
    attempt(async (sent, bytes) => settle(sent, await save(item, bytes, etag.current)))
  const replace = (theirs: ItemDetails): Promise<void> =>
    attempt(async (sent, bytes) => settle(sent, await save(theirs, bytes, theirs.etag)))
  const copy = (): Promise<void> =>
    attempt(async (_, bytes) => {
      const { id, name } = await saveCopy(clash ?? item, bytes)
      await drop()
      toast({ text: say('viewer.save.copied', { name }) })
      onShow(id)
    })
  const forget = async (): Promise<void> => {
    await drop()
    view.current?.dispatch({ changes: { from: 0, to: view.current.state.doc.length, insert: opened.saved } })
    await drop()
    setHasDraft(false)
    setState('saved')
  }

  useEffect(() => {
    saveByKey.current = saveNow
    return () => {
      saveByKey.current = undefined
    }
  })
  const desk = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const parent = desk.current
    if (parent === null) return
    const editor = openEditor({
      ...{ parent, text: opened.text, label: item.name, isMarkdown },
      onChange(fresh) {
        current.current = fresh
        setText(fresh)
        setState((state) => (state === 'clash' || state === 'saving' ? state : 'changed'))
        note(fresh)
      },
      onSave: () => void saveByKey.current?.(),
    })
    view.current = editor
    editor.focus()
    return () => editor.destroy()
  }, [opened, item.name, isMarkdown, note])

  const isChanged = state !== 'saved'
  return (
    <div className={styles.editor}>
      <div className={styles.bar}>
        <Button
          kind="primary"
          small
          icon={Save}
          isDisabled={!isChanged || state === 'saving'}
          onPress={() => void saveNow()}
        >
          {say('viewer.save.save')}
        </Button>
        <span className={styles.state} data-state={state}>
          {say(`viewer.save.${state === 'clash' || state === 'failed' ? 'changed' : state}`)}
        </span>
        <span className={styles.tools}>
          {isMarkdown && (
            <Button
              small
              kind="quiet"
              icon={isDrawn ? EyeOff : Eye}
              aria-pressed={isDrawn}
              onPress={() => setDrawn(!isDrawn)}
            >
              {say('viewer.drawn')}
            </Button>
          )}
          <Button small onPress={onClose}>
            {say('viewer.edit-stop')}
          </Button>
        </span>
      </div>
      {hasDraft && opened.draft !== undefined && (
        <div className={styles.told} role="status">
          <p>{say('viewer.draft.found', { when: when(opened.draft.kept / 1000) })}</p>
          <Button small onPress={() => void forget()}>
            {say('viewer.draft.forget')}
          </Button>
        </div>
      )}
      {opened.how.encoding !== 'utf-8' && <p className={styles.told}>{say('viewer.encoding')}</p>}
      {fault !== '' && (
        <div className={styles.told} role="alert">
          <p>{fault}</p>
          <Button small onPress={() => void saveNow()}>
            {say('errors.again')}
          </Button>
        </div>
      )}
      {state === 'clash' && (
        <ClashBar
          theirs={clash}
          mine={text}
          onCopy={() => void copy()}
          onReplace={(theirs) => void replace(theirs)}
        />
      )}
      <div className={styles.desk} data-drawn={isDrawn || undefined}>
        <div ref={desk} className={styles.sheet} />
        {isDrawn && (
          <div className={styles.drawn}>
            <Markdown
              text={text}
              instead={<p className={styles.waiting}>{say('viewer.not-drawn')}</p>}
              label={say('viewer.drawn')}
            />
          </div>
        )}
      </div>
    </div>
  )
}
