import { LogOut, Palette, ShieldCheck, Smartphone } from 'lucide-react'
import { Place } from '../frame/place.tsx'
import { Avatar } from '../look/avatar.tsx'
import { Button } from '../look/button.tsx'
import { ButtonLink } from '../look/button-link.tsx'
import { Card, Page, Row } from '../look/card.tsx'
import { path, useSession } from '../session/session.ts'
import { signOut } from '../session/sign-out.tsx'
import { say } from '../words/say.ts'
import { ProfileCard, useProfile } from './profile-card.tsx'
import styles from './screen.module.css'

function Profile() {
  const { person } = useSession()
  const { data: profile } = useProfile()
  return (
    <Card title={say('account.profile')}>
      <div className={styles.who}>
        <Avatar person={person.id} size={64} />
        <dl className={styles.facts}>
          <dt>{say('account.name')}</dt>
          <dd>{person.name}</dd>
          <dt>{say('account.id')}</dt>
          <dd>{person.id}</dd>
          {person.email !== '' && (
            <>
              <dt>{say('account.email')}</dt>
              <dd>{person.email}</dd>
            </>
          )}
          {profile !== undefined && profile.academy !== '' && (
            <>
              <dt>{say('account.academy')}</dt>
              <dd>{profile.academy}</dd>
            </>
          )}
        </dl>
      </div>
    </Card>
  )
}

/** Who one is here, and the ways to what can be changed about it. */
export const Screen = () => (
  <Place title={say('account.title')}>
    <Page>
      <Profile />
      <ProfileCard />
      <Card title={say('account.settings')}>
        <Row>
          <ButtonLink icon={Palette} href={path('/account/look')}>
            {say('account.look.title')}
          </ButtonLink>
          <ButtonLink icon={Smartphone} href={path('/account/devices')}>
            {say('devices.title')}
          </ButtonLink>
          <ButtonLink icon={ShieldCheck} href={path('/account/security')}>
            {say('account.security.title')}
          </ButtonLink>
        </Row>
      </Card>
      <Card title={say('account.leave')} text={say('account.leave-text')}>
        <Row>
          <Button icon={LogOut} onPress={() => void signOut()}>
            {say('account.sign-out')}
          </Button>
        </Row>
      </Card>
    </Page>
  </Place>
)
