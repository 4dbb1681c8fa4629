/**
 * What is searched, a narrow copy of the nodes in the order of their space, and how far along the space's change
 * log it has been brought. No line in `search_progress`: the copy is not complete.
 */
export const search = `
CREATE TABLE search_entry (
  space BIGINT NOT NULL, node BIGINT NOT NULL, folded {text} NOT NULL, kind INTEGER NOT NULL,
  size BIGINT NOT NULL, mtime BIGINT NOT NULL, created BIGINT NOT NULL, uploaded BIGINT NOT NULL, mime {text} NOT NULL,
  PRIMARY KEY (space, node)
) {compact};
CREATE INDEX search_entry_mtime ON search_entry (space, mtime, node);
CREATE TABLE search_progress (space BIGINT PRIMARY KEY, seq BIGINT NOT NULL) {compact};
`
