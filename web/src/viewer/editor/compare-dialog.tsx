import type { ItemDetails } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { keys } from '../../api/keys.ts'
import { sentenceOf } from '../../api/sentence.ts'
import { Dialog } from '../../look/dialog.tsx'
import { say } from '../../words/say.ts'
import { bytesAddress } from '../addresses.ts'
import { decode, evened } from '../decode.ts'
import { fetchBytes } from '../fetch-bytes.ts'
import { compare, type Line } from './compare.ts'
import styles from './compare-dialog.module.css'

/** Lines around what differs that are shown with it. */
const AROUND = 2

/** What is the same on and on is left out. */
function shortened(lines: readonly Line[]): (Line & { readonly at: number })[] {
  const near = new Set<number>()
  for (const [i, { of }] of lines.entries())
    if (of !== 'both') for (let j = i - AROUND; j <= i + AROUND; j++) near.add(j)
  return lines.flatMap((line, at) => (near.has(at) ? [{ ...line, at }] : []))
}

interface CompareDialogProps {
  readonly theirs: ItemDetails
  readonly mine: string
  readonly onClose: () => void
}

/** Line by line: what is only in the file as it is now, and what is only in one’s own text. */
export function CompareDialog({ theirs, mine, onClose }: CompareDialogProps) {
  const { data, error } = useQuery({
    queryKey: keys.text(theirs.id, theirs.etag),
    queryFn: async ({ signal }) =>
      evened(decode((await fetchBytes(bytesAddress(theirs), undefined, signal)).bytes)?.text ?? ''),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const lines = typeof data === 'string' ? shortened(compare(mine, data)) : []
  return (
    <Dialog title={say('viewer.compare.title')} isOpen wide onClose={onClose}>
      <p className={styles.legend}>
        <span>− {say('viewer.compare.in-theirs')}</span>
        <span>+ {say('viewer.compare.in-mine')}</span>
      </p>
      {error !== null && <p role="alert">{sentenceOf(error)}</p>}
      {typeof data === 'string' && lines.length === 0 && <p>{say('viewer.compare.same')}</p>}
      {lines.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className={styles.lines} aria-label={say('viewer.compare.title')} tabIndex={0}>
          {lines.map(({ text, of, at }, i) => (
            <div key={at}>
              {i > 0 && lines[i - 1]!.at < at - 1 && <div className={styles.gap}>⋯</div>}
              <Compared text={text} of={of} />
            </div>
          ))}
        </section>
      )}
    </Dialog>
  )
}

const Compared = ({ text, of }: Line) => {
  if (of === 'both') return <p className={styles.line}>{text}</p>
  const Mark = of === 'mine' ? 'ins' : 'del'
  return (
    <Mark className={styles[of]}>
      <span className="unseen">{say(`viewer.compare.${of}`)}</span>
      {text}
    </Mark>
  )
}
