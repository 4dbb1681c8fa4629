import { BookOpen } from 'lucide-react'
import { helpPath } from '../address/go.ts'
import { Link } from '../address/link.tsx'
import { Place } from '../frame/place.tsx'
import { Page } from '../look/card.tsx'
import { Icon } from '../look/icon.tsx'
import { say } from '../words/say.ts'
import { help } from './pages.ts'
import styles from './screen.module.css'

/** What the help tells of. */
export const Screen = () => (
  <Place title={say('help.title')}>
    <Page>
      <p>{say('help.text')}</p>
      <ul className={styles.list}>
        {help().map(({ name, title }) => (
          <li key={name}>
            <Link to={helpPath(name)}>
              <Icon of={BookOpen} />
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  </Place>
)
