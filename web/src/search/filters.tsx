import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { itemQuery } from '../api/item-query.ts'
import { type Chip, Chips } from '../look/chips.tsx'
import { Select } from '../look/select.tsx'
import { session } from '../session/session.ts'
import { say } from '../words/say.ts'
import styles from './screen.module.css'
import { usePeople } from './use-search.ts'
import {
  type FilterName,
  type SearchType,
  type SearchWish,
  type Span,
  searchTypes,
  spans,
  without,
} from './wish.ts'

interface FiltersProps {
  readonly wish: SearchWish
  change(wish: SearchWish): void
}

/** So many are found by their first letter; among more one types. */
const FEW = 8

/** Type, date, person, and the folder one came from; what holds is shown, each with what takes it away. */
export function Filters({ wish, change }: FiltersProps) {
  const filters = useRef<HTMLElement>(null)
  const people = usePeople()
  const set = <Name extends FilterName>(name: Name, value: SearchWish[Name] | 'any'): void =>
    change(value === 'any' ? without(wish, name) : { ...wish, [name]: value })
  const me = session().person.id
  const known = [{ id: me, name: say('search.people.me') }, ...people]
  const others =
    wish.by === undefined || known.some(({ id }) => id === wish.by) ? [] : [{ id: wish.by, name: wish.by }]
  return (
    <search ref={filters} className={styles.filters} aria-label={say('search.filters')}>
      <div className={styles.choices}>
        <Select<SearchType | 'any'>
          label={say('search.type')}
          value={wish.type ?? 'any'}
          onChange={(type) => set('type', type)}
          options={(['any', ...searchTypes] as const).map((id) => ({ id, name: say(`search.types.${id}`) }))}
        />
        <Select<Span | 'any'>
          label={say('search.date')}
          value={wish.since ?? 'any'}
          onChange={(since) => set('since', since)}
          options={(['any', ...spans] as const).map((id) => ({ id, name: say(`search.dates.${id}`) }))}
        />
        <Select<string>
          label={say('search.person')}
          value={wish.by ?? 'any'}
          onChange={(by) => set('by', by)}
          options={[{ id: 'any', name: say('search.people.any') }, ...known, ...others]}
          {...(people.length > FEW ? { find: say('search.people.find') } : {})}
        />
      </div>
      <Chips
        label={say('search.active')}
        chips={useChips(wish, [...people, ...others], change)}
        after={() => filters.current?.querySelector('button') ?? null}
      />
    </search>
  )
}

function useChips(
  wish: SearchWish,
  people: readonly { readonly id: string; readonly name: string }[],
  change: (wish: SearchWish) => void,
): Chip[] {
  const { type, since, by, in: folder } = wish
  const { data } = useQuery({ ...itemQuery(folder ?? 0), enabled: folder !== undefined })
  const name = people.find(({ id }) => id === by)?.name ?? by
  const texts: Readonly<Record<FilterName, string | undefined>> = {
    type: type && say(`search.types.${type}`),
    since: since && say(`search.dates.${since}`),
    by: by === session().person.id ? say('search.people.me') : name && say('search.people.from', { name }),
    in: data && say('search.here', { folder: data.name }),
  }
  return Object.entries(texts).flatMap(([id, text]) =>
    text === undefined ? [] : [{ id, text, remove: () => change(without(wish, id as FilterName)) }],
  )
}
