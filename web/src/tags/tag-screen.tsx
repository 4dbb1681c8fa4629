import { useParams } from '@tanstack/react-router'
import { Tag as TagIcon } from 'lucide-react'
import { Gathered } from '../acts/gathered.tsx'
import { idOf } from '../address/search.ts'
import { keys } from '../api/keys.ts'
import { NotHere } from '../frame/not-here.tsx'
import { EmptyState } from '../look/empty.tsx'
import { say } from '../words/say.ts'
import { useTags } from './use-tags.ts'

/** Everything that bears a tag. */
export function Screen() {
  const id = idOf((useParams({ strict: false }) as { tag?: string }).tag)
  const { data } = useTags()
  const tag = data?.entries.find((one) => one.id === id)
  if (id === undefined || (data !== undefined && tag === undefined)) return <NotHere />
  return (
    <Gathered
      key={id}
      title={tag?.name ?? say('frame.tags')}
      queryKey={keys.tag(id)}
      below={`/tags/${id}/items`}
      empty={<EmptyState icon={TagIcon} title={say('tags.nothing')} text={say('tags.nothing-text')} />}
    />
  )
}
