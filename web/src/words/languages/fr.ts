import { gather } from '../catalogue.ts'
import { typeset } from '../typeset.ts'

export const words = typeset(
  gather(
    import.meta.glob('../../../../contract/src/words/web/fr/*.json', { eager: true, import: 'default' }),
  ),
)
