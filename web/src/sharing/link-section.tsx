import type { Link } from '@nuage/contract/api'
import { Link2, Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '../look/button.tsx'
import { say } from '../words/say.ts'
import { LinkRow } from './link-row.tsx'
import { makeLink } from './make-link.ts'
import styles from './panel.module.css'
import type { Subject } from './panel.tsx'

/** The public links of something: one click makes one and copies it. */
export function LinkSection({ subject }: { readonly subject: Subject }) {
  const { links, may } = subject.access
  /** The one whose address could not be copied. */
  const [shown, setShown] = useState<number>()
  const making = useRef(false)
  const make = async (): Promise<void> => {
    // Not disabled meanwhile: a button that is loses the focus.
    if (making.current) return
    making.current = true
    const made = await makeLink(subject.id)
    making.current = false
    if (made !== undefined && !made.copied) setShown(made.link.id)
  }
  return (
    <section className={styles.section} aria-labelledby="sharing-links">
      <h3 id="sharing-links">{say('sharing.link.title')}</h3>
      {links.length > 0 && (
        <ul className={styles.links}>
          {links.map((link: Link) => (
            <LinkRow
              key={link.id}
              {...{ link, subject }}
              showsAddress={shown === link.id}
              onShow={(on) => setShown(on ? link.id : undefined)}
            />
          ))}
        </ul>
      )}
      {may.links && (
        <>
          <div>
            <Button
              icon={links.length === 0 ? Link2 : Plus}
              kind={links.length === 0 ? 'primary' : 'plain'}
              small={links.length > 0}
              onPress={() => void make()}
            >
              {say(links.length === 0 ? 'sharing.link.make' : 'sharing.link.another')}
            </Button>
          </div>
          <p className={styles.advice}>{say('sharing.link.advice')}</p>
        </>
      )}
    </section>
  )
}
