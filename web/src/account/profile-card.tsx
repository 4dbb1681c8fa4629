import type { ChangeProfile, Profile, ProfileProposals } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call } from '../api/call.ts'
import { client } from '../api/client.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/sentence.ts'
import { folded } from '../list/filter.ts'
import { Button } from '../look/button.tsx'
import { Card, Row } from '../look/card.tsx'
import { Combobox } from '../look/combobox.tsx'
import { Skeleton } from '../look/skeleton.tsx'
import { Switch } from '../look/switch.tsx'
import { toast } from '../look/toast.tsx'
import { say } from '../words/say.ts'
import styles from './screen.module.css'

/** As many as can be looked over while one types. */
const MOST = 8

interface ProposingProps {
  readonly field: 'organisation' | 'region'
  readonly value: string
  onChange(text: string): void
  /** All there are. */
  readonly proposals: readonly string[]
}

/** What others wrote may be chosen, and something else be typed. */
function Proposing({ field, value, onChange, proposals }: ProposingProps) {
  const typed = folded(value.trim())
  const fitting = proposals.filter((one) => folded(one).includes(typed) && one !== value).slice(0, MOST)
  return (
    <Combobox
      label={say(`account.belonging.${field}`)}
      hint={say(`account.belonging.${field}-hint`)}
      value={value}
      onChange={onChange}
      proposed={fitting.map((one) => ({ key: one, content: one }))}
      onChoose={onChange}
      listLabel={say('account.belonging.proposals')}
      status={fitting.length === 0 ? '' : say('account.belonging.found', { count: fitting.length })}
    />
  )
}

function Form({ profile }: { readonly profile: Profile }) {
  const [organisation, setOrganisation] = useState(profile.organisation)
  const [region, setRegion] = useState(profile.region)
  const [advancedSpace, setAdvancedSpace] = useState(profile.advancedSpace)
  const [publications, setPublications] = useState(profile.publications)
  const { data: proposals } = useQuery({
    queryKey: keys.profileProposals,
    queryFn: ({ signal }) => call<ProfileProposals>('GET', '/me/profile/proposals', { signal }),
  })
  const keep = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const body: ChangeProfile = { organisation, region, advancedSpace, publications }
    try {
      client.setQueryData(keys.profile, await call<Profile>('PATCH', '/me/profile', { body }))
      toast({ text: say('account.belonging.kept') })
    } catch (error) {
      toast({ text: sentenceOf(error), tone: 'loss' })
    }
  }
  return (
    <form className={styles.form} onSubmit={(event) => void keep(event)}>
      <Proposing
        {...{ field: 'organisation', value: organisation, onChange: setOrganisation }}
        proposals={proposals?.organisations ?? []}
      />
      <Proposing
        {...{ field: 'region', value: region, onChange: setRegion }}
        proposals={proposals?.regions ?? []}
      />
      <Switch
        isSelected={advancedSpace}
        onChange={setAdvancedSpace}
        hint={say('account.belonging.advanced-space-hint')}
      >
        {say('account.belonging.advanced-space')}
      </Switch>
      <Switch
        isSelected={publications}
        onChange={setPublications}
        hint={say('account.belonging.publications-hint')}
      >
        {say('account.belonging.publications')}
      </Switch>
      <Row>
        <Button type="submit" kind="primary">
          {say('account.belonging.submit')}
        </Button>
      </Row>
    </form>
  )
}

export const useProfile = () =>
  useQuery({
    queryKey: keys.profile,
    queryFn: ({ signal }) => call<Profile>('GET', '/me/profile', { signal }),
  })

/** Where one belongs and what one wishes for: what newcomers are asked for, to be changed at any time. */
export function ProfileCard() {
  const { data, error } = useProfile()
  return (
    <Card title={say('account.belonging.title')} text={say('account.belonging.text')}>
      {error !== null && data === undefined && <p role="alert">{sentenceOf(error)}</p>}
      {data === undefined && error === null && <Skeleton rows={3} />}
      {data !== undefined && <Form profile={data} />}
    </Card>
  )
}
