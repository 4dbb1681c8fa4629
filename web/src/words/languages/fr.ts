export const files: Readonly<Record<string, unknown>> = import.meta.glob(
  '../../../../contract/src/words/web/fr/*.json',
  { eager: true, import: 'default' },
)
