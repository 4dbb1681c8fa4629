import type { ItemDetails } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight, Download, Info, Pencil, X } from 'lucide-react'
import { type KeyboardEvent, Suspense, useEffect, useRef, useState } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import type { Panel } from '../address/search.ts'
import { itemQuery } from '../api/item-query.ts'
import { sentenceOf } from '../api/sentence.ts'
import { ErrorBoundary } from '../frame/error-boundary.tsx'
import { lazily } from '../frame/lazily.tsx'
import { useTitle } from '../frame/title.ts'
import { OfflineBar } from '../live/index.ts'
import { Button, IconButton } from '../look/button.tsx'
import { Icon } from '../look/icon.tsx'
import { SignInPutOff } from '../session/put-off.tsx'
import { say } from '../words/say.ts'
import { freshAddress, previewAddress } from './addresses.ts'
import { neighboursIn } from './neighbours.ts'
import { DOWNLOAD, isEditable, sightOf } from './sight.ts'
import { Stage } from './stage.tsx'
import { type StageKeys, StageKeysContext } from './stage-keys.ts'
import styles from './viewer.module.css'

const Editor = lazily(async () => (await import('./editor/editor.tsx')).Editor)
const DetailsPanel = lazily(async () => (await import('../details/panel.tsx')).DetailsPanel)

export interface ViewerProps {
  readonly id: number
  /** What is looked at before and after it. */
  readonly order: readonly number[]
  /** It is opened to be written on. */
  readonly isEdited: boolean
  readonly onShow: (id: number) => void
  readonly onEdit: (isEdited: boolean) => void
  readonly onClose: () => void
}

/** Keys that an element has a use for itself. */
const takesArrows = (target: EventTarget): boolean =>
  target instanceof Element &&
  target.closest(
    'input, textarea, select, video, audio, [contenteditable], [role=tablist], [role=menu], aside',
  ) !== null

/** One file over the whole window. */
export function Viewer({ id, order, isEdited, onShow, onEdit, onClose }: ViewerProps) {
  const { data: item, error } = useQuery(itemQuery(id))
  const [panel, setPanel] = useState<Panel>()
  const stageKeys = useRef<StageKeys>(undefined)
  const near = neighboursIn(order, id)
  useTitle(item?.name ?? '')
  usePreload([near.after, near.before])

  const show = (next: number | undefined): void => {
    if (next !== undefined) onShow(next)
  }
  const isEditing = isEdited && item !== undefined && isEditable(item)
  const hear = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isEditing) return
    // What floats above, such as a menu, has its own keys.
    if (!event.currentTarget.contains(event.target as Node) || takesArrows(event.target)) return
    if (stageKeys.current?.(event)) event.preventDefault()
    else if (event.key === 'ArrowLeft') show(near.before)
    else if (event.key === 'ArrowRight') show(near.after)
    else if (event.key === 'i' || event.key === 'I')
      setPanel((panel) => (panel === undefined ? 'details' : undefined))
  }

  return (
    <ModalOverlay isOpen onOpenChange={(isOpen) => !isOpen && onClose()} className={styles.overlay ?? ''}>
      <Modal className={styles.window ?? ''}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the dialog inside */}
        <div className={styles.window} onKeyDown={hear}>
          <Dialog className={styles.dialog ?? ''}>
            <StageKeysContext value={stageKeys}>
              <div className={styles.viewer}>
                <header className={styles.bar}>
                  <IconButton icon={X} label={say('viewer.close')} kind="quiet" onPress={onClose} />
                  <Heading slot="title" level={1} className={styles.name ?? ''}>
                    {item?.name ?? say('viewer.waiting')}
                  </Heading>
                  {near.place > 0 && near.of > 1 && (
                    <span className={styles.place}>
                      {say('viewer.place', { place: near.place, of: near.of })}
                    </span>
                  )}
                  {item !== undefined && (
                    <Acts
                      item={item}
                      isEditing={isEditing}
                      hasDetails={panel !== undefined}
                      onEdit={onEdit}
                      onDetails={() => setPanel(panel === undefined ? 'details' : undefined)}
                    />
                  )}
                </header>
                <div role="status">
                  <SignInPutOff />
                  <OfflineBar />
                </div>
                <div className={styles.middle}>
                  <div className={styles.stage}>
                    {error !== null && item === undefined ? (
                      <p role="alert" className={styles.fault}>
                        {sentenceOf(error)}
                      </p>
                    ) : (
                      item !== undefined && (
                        <ErrorBoundary key={item.id}>
                          <Suspense fallback={null}>
                            {isEditing ? (
                              <Editor item={item} onShow={onShow} onClose={() => onEdit(false)} />
                            ) : (
                              <Stage
                                item={item}
                                onSwipe={(to) => show(to === 'before' ? near.before : near.after)}
                              />
                            )}
                          </Suspense>
                        </ErrorBoundary>
                      )
                    )}
                    {!isEditing && near.of > 1 && (
                      <>
                        <IconButton
                          icon={ChevronLeft}
                          label={say('viewer.before')}
                          className={styles.before}
                          isDisabled={near.before === undefined}
                          onPress={() => show(near.before)}
                        />
                        <IconButton
                          icon={ChevronRight}
                          label={say('viewer.after')}
                          className={styles.after}
                          isDisabled={near.after === undefined}
                          onPress={() => show(near.after)}
                        />
                      </>
                    )}
                  </div>
                  {panel !== undefined && (
                    <aside className={styles.details} aria-label={say('frame.details')}>
                      <ErrorBoundary>
                        <Suspense fallback={null}>
                          <DetailsPanel
                            item={id}
                            panel={panel}
                            onPanel={setPanel}
                            onClose={() => setPanel(undefined)}
                          />
                        </Suspense>
                      </ErrorBoundary>
                    </aside>
                  )}
                </div>
              </div>
            </StageKeysContext>
          </Dialog>
        </div>
      </Modal>
    </ModalOverlay>
  )
}

interface ActsProps {
  readonly item: ItemDetails
  readonly isEditing: boolean
  readonly hasDetails: boolean
  readonly onEdit: (isEdited: boolean) => void
  readonly onDetails: () => void
}

function Acts({ item, isEditing, hasDetails, onEdit, onDetails }: ActsProps) {
  return (
    <div className={styles.acts}>
      {isEditable(item) && !isEditing && (
        <Button icon={Pencil} small className={styles.edit} onPress={() => onEdit(true)}>
          <span>{say('viewer.edit')}</span>
        </Button>
      )}
      {(item.rights & DOWNLOAD) !== 0 && item.kind === 'file' && (
        <a
          className={styles.download}
          href={freshAddress(item)}
          download={item.name}
          aria-label={say('viewer.download')}
          title={say('viewer.download')}
        >
          <Icon of={Download} />
        </a>
      )}
      <IconButton
        icon={Info}
        label={say('viewer.details')}
        kind="quiet"
        aria-pressed={hasDetails}
        onPress={onDetails}
      />
    </div>
  )
}

/** Pixels of the largest picture that the server draws. */
const DRAWN = 2048

/** What is looked at next is there already: what it is, and its picture. */
function usePreload(ids: readonly (number | undefined)[]): void {
  const [after, before] = ids
  const options = (id: number | undefined) => ({
    ...itemQuery(id ?? 0),
    enabled: id !== undefined,
    staleTime: 60_000,
  })
  const next = useQuery(options(after)).data
  const last = useQuery(options(before)).data
  useEffect(() => {
    for (const item of [next, last]) {
      if (item === undefined) continue
      const sight = sightOf(item)
      if ((sight === 'image' || sight === 'picture') && item.preview)
        new Image().src = previewAddress(item, DRAWN)
    }
  }, [next, last])
}
