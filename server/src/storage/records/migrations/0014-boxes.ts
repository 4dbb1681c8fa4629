/** One pupil in one spelling, and the files that go with the instructions: a list of nodes, as JSON. */
export const boxes = `
ALTER TABLE deposit ADD COLUMN folded {text} NOT NULL DEFAULT '';
CREATE INDEX deposit_name ON deposit (share, folded);
ALTER TABLE box ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]';
`
