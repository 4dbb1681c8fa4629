/**
 * How somebody wants the app; the last roll back of each space, for those who watch it; the files of a space by what
 * they take. Times in seconds.
 */
export const webApp = `
CREATE TABLE preference (person {text} PRIMARY KEY, value TEXT NOT NULL) {compact};
CREATE TABLE roll_back (
  space BIGINT PRIMARY KEY, id BIGINT NOT NULL, person {text}, folder BIGINT NOT NULL, at BIGINT NOT NULL,
  state TEXT NOT NULL, done BIGINT NOT NULL, total BIGINT NOT NULL, started BIGINT NOT NULL, result TEXT
) {compact};
CREATE INDEX roll_back_id ON roll_back (id);
CREATE INDEX search_entry_size ON search_entry (space, kind, size, node);
`
