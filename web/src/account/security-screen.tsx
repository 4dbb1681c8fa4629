import type { RecoveryCodes, Security } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { Fingerprint, KeyRound, LifeBuoy, LockKeyhole, LogOut, Mail, Smartphone } from 'lucide-react'
import { call } from '../api/call.ts'
import { client } from '../api/client.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/sentence.ts'
import { BrowserList } from '../devices/index.ts'
import { Place } from '../frame/place.tsx'
import { Button } from '../look/button.tsx'
import { ButtonLink } from '../look/button-link.tsx'
import { Card, Page, Row } from '../look/card.tsx'
import { ConfirmDialog } from '../look/dialog.tsx'
import { FactsRow, FactsRows } from '../look/facts-row.tsx'
import type { LucideIcon } from '../look/icon.tsx'
import { show } from '../look/overlays.tsx'
import { Skeleton } from '../look/skeleton.tsx'
import { toast } from '../look/toast.tsx'
import { path, useSession } from '../session/session.ts'
import { when } from '../words/figures.ts'
import { say } from '../words/say.ts'
import { addApp, addKey, changed } from './security/add.tsx'
import { whenConfirmed } from './security/confirm.tsx'
import { changePassword } from './security/password.tsx'

const tell = (error: unknown): void => void toast({ text: sentenceOf(error), tone: 'loss' })

interface Removal {
  readonly security: Security
  readonly name: string
  readonly below: string
  readonly done: string
}

function remove({ security, name, below, done }: Removal): void {
  const last = security.passkeys.length + (security.totp === null ? 0 : 1) === 1
  const act = async (): Promise<void> => {
    try {
      const work = async () => {
        await call('DELETE', `/me/security/${below}`)
        return true
      }
      if (await whenConfirmed(security, work)) await changed(done)
    } catch (error) {
      tell(error)
    }
  }
  show((close) => (
    <ConfirmDialog
      title={say('account.security.remove-title', { name })}
      confirm={say('account.security.remove')}
      danger
      isOpen
      onClose={close}
      onConfirm={() => void act()}
    >
      <p>{say(last ? 'account.security.remove-last' : 'account.security.remove-text')}</p>
    </ConfirmDialog>
  ))
}

function newCodes(security: Security): void {
  const act = async (): Promise<void> => {
    try {
      const made = await whenConfirmed(security, () => call<RecoveryCodes>('POST', '/me/security/codes'))
      if (made !== undefined) await changed(say('account.security.codes'), made.codes)
    } catch (error) {
      tell(error)
    }
  }
  show((close) => (
    <ConfirmDialog
      title={say('account.security.codes-new-title')}
      confirm={say('account.security.codes-make')}
      isOpen
      onClose={close}
      onConfirm={() => void act()}
    >
      <p>{say('account.security.codes-new-text')}</p>
    </ConfirmDialog>
  ))
}

interface FactorProps {
  readonly icon: LucideIcon
  readonly name: string
  readonly facts: string
  readonly act: string
  readonly label: string
  readonly onPress: () => void
}

const Factor = ({ icon, name, facts, act, label, onPress }: FactorProps) => (
  <FactsRow {...{ icon, name, facts }}>
    <Button small onPress={onPress} aria-label={label}>
      {act}
    </Button>
  </FactsRow>
)

const times = ({
  created,
  lastUsed,
}: {
  readonly created: number
  readonly lastUsed: number | null
}): string =>
  [
    say('account.security.since', { date: when(created) }),
    lastUsed === null
      ? say('account.security.unused')
      : say('account.security.used', { date: when(lastUsed) }),
  ].join(' · ')

function Factors({ security }: { readonly security: Security }) {
  const { totp, passkeys, codesLeft } = security
  const app = say('account.security.app')
  const removal = (name: string) => ({
    ...{ name, act: say('account.security.remove'), label: say('account.security.remove-label', { name }) },
  })
  return (
    <FactsRows>
      {totp !== null && (
        <Factor
          {...removal(app)}
          icon={LockKeyhole}
          facts={times(totp)}
          onPress={() =>
            remove({ security, name: app, below: 'totp', done: say('account.security.app-removed') })
          }
        />
      )}
      {passkeys.map((key) => (
        <Factor
          key={key.id}
          {...removal(key.name)}
          icon={Fingerprint}
          facts={times(key)}
          onPress={() => {
            const done = say('account.security.key-removed')
            remove({ security, name: key.name, below: `passkeys/${key.id}`, done })
          }}
        />
      ))}
      <Factor
        icon={LifeBuoy}
        name={say('account.security.codes')}
        facts={
          codesLeft === 0
            ? say('account.security.codes-none')
            : say('account.security.codes-left', { count: codesLeft })
        }
        act={say('account.security.codes-new')}
        label={say('account.security.codes-new')}
        onPress={() => newCodes(security)}
      />
    </FactsRows>
  )
}

function SecondFactor({ security }: { readonly security: Security }) {
  const on = security.totp !== null || security.passkeys.length > 0
  return (
    <Card
      title={say('account.security.factor')}
      text={say(on ? 'account.security.on' : 'account.security.off')}
    >
      {security.required && <p>{say('account.security.required')}</p>}
      {on && <Factors security={security} />}
      <Row>
        <Button icon={LockKeyhole} kind={on ? 'plain' : 'primary'} onPress={() => void addApp(security)}>
          {say(security.totp === null ? 'account.security.app-add' : 'account.security.app-again')}
        </Button>
        <Button icon={Fingerprint} onPress={() => void addKey(security)}>
          {say('account.security.key-add')}
        </Button>
      </Row>
    </Card>
  )
}

/** The page that confirms it works without scripts, too: letters lead to it. */
function Address() {
  const { person } = useSession()
  return (
    <Card title={say('account.email')} text={person.email || say('account.security.email-none')}>
      <Row>
        <ButtonLink icon={Mail} href={path('/settings/security/email')}>
          {say('account.security.email-change')}
        </ButtonLink>
      </Row>
    </Card>
  )
}

async function endAll(): Promise<void> {
  try {
    await call('DELETE', '/me/sessions')
    toast({ text: say('account.security.ended-all') })
  } catch (error) {
    tell(error)
  }
  await client.invalidateQueries({ queryKey: keys.sessions })
}

/** What protects the account, and where it is open. */
export function Screen() {
  const { data, error } = useQuery({
    queryKey: keys.security,
    queryFn: ({ signal }) => call<Security>('GET', '/me/security', { signal }),
  })
  return (
    <Place title={say('account.security.title')}>
      <Page>
        {error !== null && data === undefined && <p role="alert">{sentenceOf(error)}</p>}
        {data === undefined && error === null && <Skeleton rows={3} />}
        {data?.password && (
          <Card title={say('account.security.password')} text={say('account.security.password-text')}>
            <Row>
              <Button icon={KeyRound} onPress={changePassword}>
                {say('account.security.password-change')}
              </Button>
            </Row>
          </Card>
        )}
        {data?.email && <Address />}
        {data !== undefined && <SecondFactor security={data} />}
        <BrowserList
          after={
            <Row>
              <Button icon={LogOut} onPress={() => void endAll()}>
                {say('account.security.end-all')}
              </Button>
              <ButtonLink icon={Smartphone} href={path('/account/devices')}>
                {say('account.security.devices')}
              </ButtonLink>
            </Row>
          }
        />
      </Page>
    </Place>
  )
}
