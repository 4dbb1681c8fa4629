import type { Device, Devices } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { Ellipsis, Eraser, Pencil, Smartphone, Unplug } from 'lucide-react'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { client } from '../api/client.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/sentence.ts'
import { Button, IconButton } from '../look/button.tsx'
import { Card } from '../look/card.tsx'
import { ConfirmDialog, Dialog } from '../look/dialog.tsx'
import { FactsRow, FactsRows } from '../look/facts-row.tsx'
import { Field } from '../look/field.tsx'
import { Menu, MenuItem, MenuTrigger } from '../look/menu.tsx'
import { show } from '../look/overlays.tsx'
import { Skeleton } from '../look/skeleton.tsx'
import { toast } from '../look/toast.tsx'
import { when } from '../words/figures.ts'
import { say } from '../words/say.ts'
import styles from './screen.module.css'

/** Tells what was done, or why it could not be; then the list is asked again. */
async function change(work: () => Promise<void>, done: string): Promise<void> {
  try {
    await work()
    toast({ text: done })
  } catch (error) {
    toast({ text: sentenceOf(error), tone: 'loss' })
  }
  await client.invalidateQueries({ queryKey: keys.devices })
}

function RenameDialog({ device, close }: { readonly device: Device; readonly close: () => void }) {
  const [name, setName] = useState(device.name)
  const keep = (): void => {
    close()
    const rename = () => call('PATCH', `/me/devices/${device.id}`, { body: { name: name.trim() } })
    void change(rename, say('devices.renamed'))
  }
  return (
    <Dialog
      title={say('devices.rename')}
      isOpen
      onClose={close}
      acts={
        <Button kind="primary" isDisabled={name.trim() === ''} onPress={keep}>
          {say('devices.rename')}
        </Button>
      }
    >
      <Field label={say('devices.name')} value={name} onChange={setName} maxLength={120} autoFocus />
    </Dialog>
  )
}

interface Loss {
  readonly device: Device
  readonly what: 'wipe' | 'remove'
  readonly close: () => void
}

function LossDialog({ device, what, close }: Loss) {
  const below = `/me/devices/${device.id}`
  const act = (): void => {
    const work = () => (what === 'wipe' ? call('POST', `${below}/wipe`) : call('DELETE', below))
    void change(work, say(what === 'wipe' ? 'devices.wipe-asked' : 'devices.removed'))
  }
  return (
    <ConfirmDialog
      title={say(what === 'wipe' ? 'devices.wipe-title' : 'devices.remove-title', { name: device.name })}
      confirm={say(what === 'wipe' ? 'devices.wipe' : 'devices.remove')}
      danger
      isOpen
      onClose={close}
      onConfirm={act}
    >
      <p>{say(what === 'wipe' ? 'devices.wipe-text' : 'devices.remove-text')}</p>
    </ConfirmDialog>
  )
}

const facts = ({ created, lastUsed, lastPlace }: Device): string =>
  [
    say('devices.since', { date: when(created) }),
    lastUsed === null ? say('devices.unused') : say('devices.used', { date: when(lastUsed) }),
    ...(lastPlace === null ? [] : [say('devices.from', { place: lastPlace })]),
  ].join(' · ')

const Row = ({ device }: { readonly device: Device }) => (
  <FactsRow
    icon={Smartphone}
    name={device.name}
    facts={facts(device)}
    more={device.wiping && <p className={styles.wiping}>{say('devices.wiping')}</p>}
  >
    <MenuTrigger>
      <IconButton icon={Ellipsis} label={say('devices.acts', { name: device.name })} />
      <Menu>
        <MenuItem
          icon={Pencil}
          onAction={() => show((close) => <RenameDialog device={device} close={close} />)}
        >
          {say('devices.rename')}
        </MenuItem>
        {!device.wiping && (
          <MenuItem
            icon={Eraser}
            danger
            onAction={() => show((close) => <LossDialog device={device} what="wipe" close={close} />)}
          >
            {say('devices.wipe')}
          </MenuItem>
        )}
        <MenuItem
          icon={Unplug}
          danger
          onAction={() => show((close) => <LossDialog device={device} what="remove" close={close} />)}
        >
          {say('devices.remove')}
        </MenuItem>
      </Menu>
    </MenuTrigger>
  </FactsRow>
)

/** Everything that opens one’s files with a password of its own. */
export function DeviceList() {
  const { data, error } = useQuery({
    queryKey: keys.devices,
    queryFn: ({ signal }) => call<Devices>('GET', '/me/devices', { signal }),
  })
  return (
    <Card title={say('devices.mine')} text={say('devices.mine-text')}>
      {error !== null && data === undefined && <p role="alert">{sentenceOf(error)}</p>}
      {data === undefined && error === null && <Skeleton rows={2} />}
      {data?.entries.length === 0 && <p>{say('devices.none')}</p>}
      <FactsRows>
        {data?.entries.map((device) => (
          <Row key={device.id} device={device} />
        ))}
      </FactsRows>
    </Card>
  )
}
