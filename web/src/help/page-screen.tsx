import { useParams } from '@tanstack/react-router'
import { helpPath } from '../address/go.ts'
import { Link } from '../address/link.tsx'
import { NotHere } from '../frame/not-here.tsx'
import { Place } from '../frame/place.tsx'
import { Page } from '../look/card.tsx'
import { say } from '../words/say.ts'
import { help } from './pages.ts'
import styles from './screen.module.css'

/** One page of the help. */
export function Screen() {
  const { page } = useParams({ strict: false }) as { page?: string }
  const shown = help().find(({ name }) => name === page)
  if (shown === undefined) return <NotHere />
  return (
    <Place title={shown.title}>
      <Page>
        <p>
          <Link to={helpPath()}>{say('help.all')}</Link>
        </p>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own pages, made when the app is built */}
        <div className={styles.text} dangerouslySetInnerHTML={{ __html: shown.html }} />
      </Page>
    </Place>
  )
}
