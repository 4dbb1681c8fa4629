import type { ItemDetails, Version } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/sentence.ts'
import { Button } from '../look/button.tsx'
import { Dialog } from '../look/dialog.tsx'
import { decode, evened, fetchBytes, LONGEST_TEXT, sightOf } from '../viewer/index.ts'
import { fullDate } from '../words/figures.ts'
import { say } from '../words/say.ts'
import { restore } from './acts.ts'
import { versionAddress, versionPicture } from './addresses.ts'
import styles from './see-dialog.module.css'

interface SeeProps {
  readonly item: ItemDetails
  readonly version: Version
}

const PICTURE = 1024

function TextThen({ item, version }: SeeProps) {
  const { data, error } = useQuery({
    queryKey: keys.versionText(item.id, version.stamp),
    queryFn: async ({ signal }) => {
      const { bytes } = await fetchBytes(versionAddress(item.id, version.stamp), LONGEST_TEXT, signal)
      return evened(decode(bytes, version.size > bytes.length)?.text ?? '')
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (error !== null) return <p role="alert">{sentenceOf(error)}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={styles.text} tabIndex={0} aria-label={item.name}>
      {data ?? ''}
    </section>
  )
}

function PictureThen({ item, version }: SeeProps) {
  const [isBroken, setBroken] = useState(false)
  if (isBroken || !version.preview) return <p>{say('versions.not-shown')}</p>
  return (
    <img
      className={styles.picture}
      src={versionPicture(item, version.stamp, PICTURE)}
      alt={say('versions.picture', { name: item.name })}
      onError={() => setBroken(true)}
    />
  )
}

/** What a file held at that time, as far as it can be shown. */
export function SeeDialog({ item, version, onClose }: SeeProps & { readonly onClose: () => void }) {
  const sight = sightOf({ ...item, size: version.size })
  const isText = (sight === 'text' || sight === 'markdown') && version.size > 0
  return (
    <Dialog
      wide
      isOpen
      title={fullDate(version.modified)}
      onClose={onClose}
      acts={
        <Button
          kind="primary"
          onPress={() => {
            onClose()
            void restore(item, version)
          }}
        >
          {say('versions.restore')}
        </Button>
      }
    >
      {isText ? <TextThen item={item} version={version} /> : <PictureThen item={item} version={version} />}
    </Dialog>
  )
}
