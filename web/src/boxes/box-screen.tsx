import type { Box } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Copy, Download, Eye, FolderOpen, Lock, LockOpen, QrCode, Settings2 } from 'lucide-react'
import { useState } from 'react'
import { folderPath } from '../address/go.ts'
import { Link } from '../address/link.tsx'
import { idOf } from '../address/search.ts'
import { call } from '../api/call.ts'
import { keys } from '../api/keys.ts'
import { fetchPart } from '../api/part.ts'
import { Problem } from '../api/problem.ts'
import { sentenceOf } from '../api/sentence.ts'
import { NotHere } from '../frame/not-here.tsx'
import { Pending } from '../frame/pending.tsx'
import { Place } from '../frame/place.tsx'
import { Button } from '../look/button.tsx'
import { Icon } from '../look/icon.tsx'
import { show } from '../look/overlays.tsx'
import { toast } from '../look/toast.tsx'
import { CodeDialog, change, copyText } from '../sharing/index.ts'
import { say } from '../words/say.ts'
import styles from './boxes.module.css'
import { Deposits } from './deposits.tsx'
import { hoursWords } from './hours.ts'
import { depositsWords } from './screen.tsx'

/** A box: whether it is open, how it is handed on, and what came in. */
export function Screen() {
  const id = idOf((useParams({ strict: false }) as { box?: string }).box) ?? 0
  const { data, error, refetch } = useQuery({
    queryKey: keys.box(id),
    queryFn: ({ signal }) => call<Box>('GET', `/boxes/${id}`, { signal }),
  })
  if (error instanceof Problem && error.status === 404) return <NotHere />
  if (data === undefined) return <Pending error={error} reset={() => void refetch()} />
  return (
    <Place title={data.title}>
      <div className={styles.page}>
        <p className={styles.state}>
          <strong className={data.hours === 'closed' ? styles.closed : styles.open}>
            {hoursWords(data)}
          </strong>
          <span className={styles.quiet}>{depositsWords(data)}</span>
        </p>
        {data.instructions !== '' && <p className={styles.instructions}>{data.instructions}</p>}
        <Acts box={data} />
        <Deposits box={data} />
      </div>
    </Place>
  )
}

async function reopen({ id }: Box): Promise<void> {
  const done = await change(() => call('POST', `/boxes/${id}/reopen`, { body: {} }))
  if (done) toast({ text: say('boxes.box.reopened') })
}

async function changeBox(box: Box): Promise<void> {
  try {
    const { ChangeBoxDialog } = await fetchPart(() => import('./change-box-dialog.tsx'))
    show((close) => <ChangeBoxDialog box={box} close={close} />)
  } catch (error) {
    toast({ text: sentenceOf(error), tone: 'attention' })
  }
}

async function close(box: Box): Promise<void> {
  if (!(await change(() => call('POST', `/boxes/${box.id}/close`)))) return
  toast({
    text: say('boxes.box.closed'),
    act: { label: say('boxes.box.undo'), do: () => void reopen(box) },
  })
}

function Acts({ box }: { readonly box: Box }) {
  const [code, setCode] = useState(false)
  const { link, folder, hours } = box
  const copy = async (): Promise<void> => {
    if (await copyText(link.url)) toast({ text: say('boxes.box.copied') })
    else setCode(true)
  }
  return (
    <div className={styles.acts}>
      <Button kind="primary" icon={Copy} onPress={() => void copy()}>
        {say('boxes.box.copy')}
      </Button>
      <Button icon={QrCode} onPress={() => setCode(true)}>
        {say('boxes.box.code')}
      </Button>
      {hours === 'closed' ? (
        <Button icon={LockOpen} onPress={() => void reopen(box)}>
          {say('boxes.box.reopen')}
        </Button>
      ) : (
        <Button icon={Lock} onPress={() => void close(box)}>
          {say('boxes.box.close')}
        </Button>
      )}
      <Button icon={Settings2} onPress={() => void changeBox(box)}>
        {say('boxes.box.change')}
      </Button>
      <Link to={folderPath(folder.id)} className={styles.go}>
        <Icon of={FolderOpen} />
        {say('boxes.box.folder')}
      </Link>
      {box.deposits > 0 && (
        <a href={box.download} download className={styles.go}>
          <Icon of={Download} />
          {say('boxes.box.download')}
        </a>
      )}
      <a href={link.url} target="_blank" rel="noopener" className={styles.go}>
        <Icon of={Eye} />
        {say('boxes.box.visit')}
      </a>
      {code && <CodeDialog link={link} onClose={() => setCode(false)} />}
    </div>
  )
}
