import { Place } from '../frame/place.tsx'
import { say } from '../words/say.ts'
import { ActivityList } from './list.tsx'

/** What happened to one’s files lately. */
export const Screen = () => (
  <Place title={say('activity.title')}>
    <ActivityList />
  </Place>
)
