/** A file's present content may have a name among its versions, too; and a deletion is found by who did it. */
export const labels = `
ALTER TABLE node ADD COLUMN label TEXT NOT NULL DEFAULT '';
CREATE INDEX trash_deleted_by ON trash (deleted_by, deleted);
`
