import { useQuery } from '@tanstack/react-query'
import { itemQuery } from '../api/item-query.ts'
import { Checkbox } from '../look/checkbox.tsx'
import { Select } from '../look/select.tsx'
import { session } from '../session/session.ts'
import { say } from '../words/say.ts'
import styles from './screen.module.css'
import { type SearchType, type SearchWish, type Span, searchTypes, spans } from './wish.ts'

interface FiltersProps {
  readonly wish: SearchWish
  change(wish: SearchWish): void
}

const without = <Name extends keyof SearchWish>(wish: SearchWish, name: Name): SearchWish => {
  const { [name]: _, ...rest } = wish
  return rest as SearchWish
}

/** Type, date, person, and the folder one came from. */
export function Filters({ wish, change }: FiltersProps) {
  const me = session().person.id
  const set = <Name extends 'type' | 'since' | 'by'>(name: Name, value: SearchWish[Name] | 'any'): void =>
    change(value === 'any' ? without(wish, name) : { ...wish, [name]: value })
  return (
    <search className={styles.filters} aria-label={say('search.filters')}>
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
        options={[
          { id: 'any', name: say('search.people.any') },
          { id: me, name: say('search.people.me') },
          ...(wish.by === undefined || wish.by === me ? [] : [{ id: wish.by, name: wish.by }]),
        ]}
      />
      {wish.in !== undefined && <Here folder={wish.in} leave={() => change(without(wish, 'in'))} />}
    </search>
  )
}

function Here({ folder, leave }: { readonly folder: number; leave(): void }) {
  const { data } = useQuery(itemQuery(folder))
  if (data === undefined) return null
  return (
    <Checkbox isSelected onChange={leave}>
      {say('search.here', { folder: data.name })}
    </Checkbox>
  )
}
