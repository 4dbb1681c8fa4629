import type { Row } from './rows.ts'

/** A row for tests. */
export const aRow = (row: Partial<Row> & { readonly id: number }): Row => ({
  ...{ parent: 1, name: `${row.id}.txt`, kind: 'file', size: 0, modified: 0, mime: 'text/plain' },
  ...{ stamp: '', rights: 63, preview: false, favourite: false, received: false, owner: null },
  ...{ shared: [], lock: null, tags: [], comments: 0, folder: [] },
  ...row,
})
