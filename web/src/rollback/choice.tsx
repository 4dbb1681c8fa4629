import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useMemo, useState } from 'react'
import { spaceQuery } from '../api/space-query.ts'
import { Button } from '../look/button.tsx'
import { Field } from '../look/field.tsx'
import { when } from '../words/figures.ts'
import { say } from '../words/say.ts'
import { type Moment, momentsOf } from './moments.ts'
import styles from './rollback.module.css'
import { useDeeds } from './use-rollback.ts'

const MOMENTS = 8

const two = (number: number): string => String(number).padStart(2, '0')
const dayOf = (date: Date): string =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
const hourOf = (date: Date): string => `${two(date.getHours())}:${two(date.getMinutes())}`

interface ChoiceProps {
  readonly folder: number
  look(at: number): void
}

/** A moment right before something happened, or any day and minute that is known. */
export function Choice({ folder, look }: ChoiceProps) {
  const { data } = useDeeds(folder)
  const moments = useMemo(() => momentsOf(data?.entries ?? [], MOMENTS, folder), [data, folder])
  return (
    <div className={styles.choice}>
      {moments.length > 0 && (
        <section aria-labelledby="moments">
          <h2 id="moments">{say('rollback.moments')}</h2>
          <ul className={styles.moments}>
            {moments.map((moment) => (
              <li key={`${moment.at} ${moment.deed}`}>
                <Button kind="plain" className={styles.moment} onPress={() => look(moment.at)}>
                  <span className={styles.time}>{say('rollback.before', { time: when(moment.at) })}</span>
                  <span className={styles.deed}>{deedWords(moment)}</span>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {data !== undefined && moments.length === 0 && <p>{say('rollback.no-moments')}</p>}
      <AnyMinute look={look} />
    </div>
  )
}

const deedWords = ({ deed, count, by }: Moment): string => {
  const words = say(`rollback.did.${deed}`, { count })
  return by === null ? words : `${words} ${say('rollback.by', { name: by })}`
}

const HOUR_MS = 3_600_000

function AnyMinute({ look }: Pick<ChoiceProps, 'look'>) {
  const { data: space } = useQuery(spaceQuery)
  const [day, setDay] = useState(() => dayOf(new Date(Date.now() - HOUR_MS)))
  const [hour, setHour] = useState(() => hourOf(new Date(Date.now() - HOUR_MS)))
  const at = Math.floor(new Date(`${day}T${hour}`).getTime() / 1000)
  const known = Number.isFinite(at) && at * 1000 <= Date.now()
  const days = space?.daysKept.rollback ?? null
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (known) look(at)
  }
  return (
    <form className={styles.minute} onSubmit={submit}>
      <Field
        {...{ label: say('rollback.day'), type: 'date', value: day, onChange: setDay }}
        {...(days === null ? {} : { hint: say('rollback.reach', { count: days }) })}
      />
      <Field {...{ label: say('rollback.hour'), type: 'time', value: hour, onChange: setHour }} />
      <Button type="submit" isDisabled={!known}>
        {say('rollback.look')}
      </Button>
    </form>
  )
}
