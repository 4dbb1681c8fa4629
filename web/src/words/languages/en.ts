import { gather } from '../catalogue.ts'

export const words = gather(
  import.meta.glob('../../../../contract/src/words/web/en/*.json', { eager: true, import: 'default' }),
)
