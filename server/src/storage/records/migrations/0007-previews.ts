/**
 * Pictures of contents, and what could not be drawn. A preview's blob is its own and in no other table: it can
 * always be made again.
 */
export const previews = `
CREATE TABLE preview (
  content BIGINT NOT NULL, kind {text} NOT NULL, shape {text} NOT NULL, size INTEGER NOT NULL,
  mime TEXT NOT NULL, blob {text} NOT NULL, length BIGINT NOT NULL, made BIGINT NOT NULL,
  PRIMARY KEY (content, kind, shape, size)
) {compact};
CREATE UNIQUE INDEX preview_blob ON preview (blob);
CREATE TABLE preview_failure (
  content BIGINT NOT NULL, kind {text} NOT NULL, revision TEXT NOT NULL, retry BIGINT,
  PRIMARY KEY (content, kind)
) {compact};
`
