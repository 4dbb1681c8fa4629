import { Place } from '../frame/place.tsx'
import { Page } from '../look/card.tsx'
import { say } from '../words/say.ts'
import { BrowserList } from './browsers.tsx'
import { Connect } from './connect.tsx'
import { DeviceList } from './list.tsx'

export const Screen = () => (
  <Place title={say('devices.title')}>
    <Page>
      <Connect />
      <DeviceList />
      <BrowserList />
    </Page>
  </Place>
)
