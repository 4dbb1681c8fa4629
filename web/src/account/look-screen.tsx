import type { Preferences } from '@nuage/contract/api'
import { GraduationCap } from 'lucide-react'
import { sentenceOf } from '../api/sentence.ts'
import { Place } from '../frame/place.tsx'
import { Button } from '../look/button.tsx'
import { Card, Page, Row } from '../look/card.tsx'
import { Select } from '../look/select.tsx'
import { Switch } from '../look/switch.tsx'
import { toast } from '../look/toast.tsx'
import { useSession } from '../session/session.ts'
import { language, say } from '../words/say.ts'
import { changePreferences } from './change-preferences.ts'

const THEMES = ['system', 'light', 'dark'] as const
const DENSITIES = ['compact', 'normal', 'roomy'] as const

async function keep(change: Preferences): Promise<void> {
  try {
    await changePreferences(change)
    // Every sentence of the page is in the other language: it is loaded anew.
    if (change.language !== undefined) location.reload()
  } catch (error) {
    toast({ text: sentenceOf(error), tone: 'loss' })
  }
}

/** The language, and how the app looks. */
export function Screen() {
  const { preferences } = useSession()
  return (
    <Place title={say('account.look.title')}>
      <Page>
        <Card title={say('account.look.language')}>
          <Select
            label={say('account.look.language')}
            labelHidden
            value={language()}
            onChange={(chosen) => void keep({ language: chosen })}
            options={[
              { id: 'fr', name: 'Français' },
              { id: 'en', name: 'English' },
            ]}
          />
        </Card>
        <Card title={say('account.look.look')}>
          <Select
            label={say('account.look.theme')}
            value={preferences.theme ?? 'system'}
            onChange={(theme) => void keep({ theme })}
            options={THEMES.map((id) => ({ id, name: say(`account.look.themes.${id}`) }))}
          />
          <Select
            label={say('account.look.density')}
            value={preferences.density ?? 'normal'}
            onChange={(density) => void keep({ density })}
            options={DENSITIES.map((id) => ({ id, name: say(`account.look.densities.${id}`) }))}
          />
          <Switch
            isSelected={preferences.font === 'dyslexia'}
            onChange={(on) => void keep({ font: on ? 'dyslexia' : 'usual' })}
            hint={say('account.look.font-text')}
          >
            {say('account.look.font')}
          </Switch>
        </Card>
        <Card title={say('account.look.tour')} text={say('account.look.tour-text')}>
          <Row>
            <Button icon={GraduationCap} onPress={() => void keep({ tourSeen: false })}>
              {say('account.look.tour-again')}
            </Button>
          </Row>
        </Card>
      </Page>
    </Place>
  )
}
