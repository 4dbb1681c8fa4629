import type { Offer, Offers } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
import { useEffect, useState } from 'react'
import { call } from '../api/call.ts'
import { Button } from '../look/button.tsx'
import { Dialog } from '../look/dialog.tsx'
import { Glyph } from '../look/glyph.tsx'
import { say } from '../words/say.ts'
import { type Answer, answer } from './answer.ts'
import styles from './offers.module.css'

/** Frames in which what was open may still be going away. */
const PATIENCE = 20

/** With the last of them all of this is gone, and whoever uses the keyboard goes on in the list. */
function goOn(frames = PATIENCE): void {
  if (document.activeElement === document.body) document.getElementById('main')?.focus()
  if (frames > 0) requestAnimationFrame(() => goOn(frames - 1))
}

/** Where there is something that waits for an answer, or that was left. */
export function OffersButton() {
  const [isOpen, setOpen] = useState(false)
  const { data } = useQuery({
    queryKey: ['shared', 'offers'],
    queryFn: ({ signal }) => call<Offers>('GET', '/shared/offers', { signal }),
  })
  const isEmpty = data === undefined || data.waiting.length + data.left.length === 0
  useEffect(() => {
    if (!isEmpty || !isOpen) return
    setOpen(false)
    goOn()
  }, [isEmpty, isOpen])
  if (isEmpty) return null
  const { waiting, left } = data
  return (
    <>
      <Button
        icon={Inbox}
        kind={waiting.length > 0 ? 'primary' : 'quiet'}
        small
        onPress={() => setOpen(true)}
      >
        {waiting.length > 0
          ? say('shared.offers.waiting', { count: waiting.length })
          : say('shared.offers.left')}
      </Button>
      <Dialog isOpen={isOpen} title={say('shared.offers.title')} onClose={() => setOpen(false)}>
        {waiting.length > 0 && <OfferRows offers={waiting} acts={['leave', 'accept']} />}
        {left.length > 0 && (
          <section className={styles.section} aria-labelledby="offers-left">
            <h3 id="offers-left">{say('shared.offers.left')}</h3>
            <OfferRows offers={left} acts={['return']} />
          </section>
        )}
      </Dialog>
    </>
  )
}

const OfferRows = ({ offers, acts }: { offers: readonly Offer[]; acts: readonly Answer[] }) => (
  <ul className={styles.rows}>
    {offers.map((offer) => (
      <li key={offer.share} className={styles.row}>
        <Glyph folder={offer.kind === 'folder'} />
        <div className={styles.text}>
          <p className={styles.name}>{offer.name}</p>
          <p className={styles.quiet}>{say('shared.offers.by', { name: offer.by.name })}</p>
          {offer.note !== '' && <p className={styles.quiet}>{offer.note}</p>}
        </div>
        <div className={styles.acts}>
          {acts.map((act) => (
            <Button
              key={act}
              small
              kind={act === 'leave' ? 'quiet' : 'plain'}
              aria-label={say(`shared.offers.${act}-of`, { name: offer.name })}
              onPress={() => void answer(offer, act)}
            >
              {say(`shared.offers.${act}`)}
            </Button>
          ))}
        </div>
      </li>
    ))}
  </ul>
)
