import type { OpenSession, OpenSessions } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { AppWindow } from 'lucide-react'
import type { ReactNode } from 'react'
import { call } from '../api/call.ts'
import { client } from '../api/client.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/sentence.ts'
import { Button } from '../look/button.tsx'
import { Card } from '../look/card.tsx'
import { FactsRow, FactsRows } from '../look/facts-row.tsx'
import { toast } from '../look/toast.tsx'
import { when } from '../words/figures.ts'
import { say } from '../words/say.ts'
import { nameOfBrowser } from './name-of-browser.ts'

async function end({ id }: OpenSession): Promise<void> {
  try {
    await call('DELETE', `/me/sessions/${id}`)
    toast({ text: say('devices.browser-ended') })
  } catch (error) {
    toast({ text: sentenceOf(error), tone: 'loss' })
  }
  await client.invalidateQueries({ queryKey: keys.sessions })
}

const Row = ({ browser }: { readonly browser: OpenSession }) => {
  const name = nameOfBrowser(browser.client) ?? say('devices.some-browser')
  const place = browser.place === null ? [] : [say('devices.from', { place: browser.place })]
  return (
    <FactsRow
      icon={AppWindow}
      name={browser.current ? say('devices.this-browser', { name }) : name}
      facts={[say('devices.used', { date: when(browser.lastUsed) }), ...place].join(' · ')}
    >
      {!browser.current && (
        <Button small onPress={() => void end(browser)} aria-label={say('devices.end-browser', { name })}>
          {say('devices.end')}
        </Button>
      )}
    </FactsRow>
  )
}

/** Where one is signed in at this moment. */
export function BrowserList({ after }: { readonly after?: ReactNode }) {
  const { data, error } = useQuery({
    queryKey: keys.sessions,
    queryFn: ({ signal }) => call<OpenSessions>('GET', '/me/sessions', { signal }),
  })
  return (
    <Card title={say('devices.browsers')} text={say('devices.browsers-text')}>
      {error !== null && data === undefined && <p role="alert">{sentenceOf(error)}</p>}
      <FactsRows>
        {data?.entries.map((browser) => (
          <Row key={browser.id} browser={browser} />
        ))}
      </FactsRows>
      {after}
    </Card>
  )
}
