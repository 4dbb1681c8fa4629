import type { NewDevice, PhoneCode } from '@nuage/contract/api'
import { KeyRound, Laptop, QrCode, Smartphone } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { call } from '../api/call.ts'
import { client } from '../api/client.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/sentence.ts'
import { Button } from '../look/button.tsx'
import { ButtonLink } from '../look/button-link.tsx'
import { Card, Notice, Row } from '../look/card.tsx'
import { CopyField } from '../look/copy-field.tsx'
import { Dialog } from '../look/dialog.tsx'
import { Field } from '../look/field.tsx'
import { show } from '../look/overlays.tsx'
import { SquareCode } from '../look/square-code.tsx'
import { toast } from '../look/toast.tsx'
import { start } from '../session/start.ts'
import { say } from '../words/say.ts'
import styles from './screen.module.css'

/** Where the makers of the apps give them away: Nuage speaks their language, and has none of its own to install. */
const CLIENTS = [
  ['computer', 'https://nextcloud.com/install/#install-clients', Laptop],
  ['android', 'https://play.google.com/store/apps/details?id=com.nextcloud.client', Smartphone],
  ['ios', 'https://apps.apple.com/app/nextcloud/id1125420102', Smartphone],
] as const

const tell = (error: unknown): void => void toast({ text: sentenceOf(error), tone: 'loss' })

const PhoneDialog = ({ code, close }: { readonly code: PhoneCode; readonly close: () => void }) => (
  <Dialog
    title={say('devices.phone.title')}
    isOpen
    onClose={close}
    acts={
      <Button kind="primary" onPress={close}>
        {say('devices.done')}
      </Button>
    }
  >
    <ol className={styles.steps}>
      <li>{say('devices.phone.install')}</li>
      <li>{say('devices.phone.open')}</li>
      <li>{say('devices.phone.scan', { minutes: Math.round(code.seconds / 60) })}</li>
    </ol>
    <SquareCode box={code.box} path={code.path} label={say('devices.phone.code')} />
    <a href={code.url}>{say('devices.phone.here')}</a>
    <Notice>{say('devices.phone.warning')}</Notice>
  </Dialog>
)

async function connectPhone(): Promise<void> {
  try {
    const body = { address: start().address }
    const code = await call<PhoneCode>('POST', '/me/devices/phone', { body })
    show((close) => (
      <PhoneDialog
        code={code}
        close={() => {
          close()
          void client.invalidateQueries({ queryKey: keys.devices })
        }}
      />
    ))
  } catch (error) {
    tell(error)
  }
}

/** The password is in this dialog alone, and gone with it. */
function PasswordDialog({ close }: { readonly close: () => void }) {
  const [name, setName] = useState('')
  const [made, setMade] = useState<NewDevice>()
  const make = async (): Promise<void> => {
    try {
      setMade(await call<NewDevice>('POST', '/me/devices', { body: { name: name.trim() } }))
      await client.invalidateQueries({ queryKey: keys.devices })
    } catch (error) {
      tell(error)
    }
  }
  const frame = (content: ReactNode, acts: ReactNode) => (
    <Dialog title={say('devices.password.title')} isOpen onClose={close} acts={acts}>
      {content}
    </Dialog>
  )
  if (made !== undefined)
    return frame(
      <>
        <p>{say('devices.password.once')}</p>
        <CopyField label={say('devices.address')} value={start().address} />
        <CopyField label={say('account.id')} value={made.login} />
        <CopyField label={say('devices.password.password')} value={made.password} />
      </>,
      <Button kind="primary" onPress={close}>
        {say('devices.done')}
      </Button>,
    )
  return frame(
    <Field
      label={say('devices.name')}
      hint={say('devices.password.name-text')}
      value={name}
      onChange={setName}
      maxLength={120}
      autoFocus
    />,
    <>
      <Button onPress={close}>{say('look.cancel')}</Button>
      <Button kind="primary" isDisabled={name.trim() === ''} onPress={() => void make()}>
        {say('devices.password.make')}
      </Button>
    </>,
  )
}

/** What is needed to see one’s files elsewhere, in the order in which it is needed. */
export const Connect = () => (
  <Card title={say('devices.connect')} text={say('devices.connect-text')}>
    <ul className={styles.clients}>
      {CLIENTS.map(([name, href, icon]) => (
        <li key={name}>
          <ButtonLink href={href} icon={icon} away>
            {say(`devices.client.${name}`)}
          </ButtonLink>
        </li>
      ))}
    </ul>
    <CopyField label={say('devices.address')} value={start().address} hint={say('devices.address-text')} />
    <Row>
      <Button icon={QrCode} kind="primary" onPress={() => void connectPhone()}>
        {say('devices.phone.title')}
      </Button>
      <Button icon={KeyRound} onPress={() => show((close) => <PasswordDialog close={close} />)}>
        {say('devices.password.title')}
      </Button>
    </Row>
  </Card>
)
