import { gather } from '../catalogue.ts'

export const words = gather(
  import.meta.glob('../../../../contract/src/words/web/fr/*.json', { eager: true, import: 'default' }),
)
