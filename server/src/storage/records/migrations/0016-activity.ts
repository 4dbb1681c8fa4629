/**
 * What happened in one's own and in received spaces, numbered for each person when they ask: `count` lines of a
 * space's log, from `seq` on, are the activities from `first` on. Nobody has rows who has received nothing. Since when
 * somebody belongs to a group, in seconds; 0 for those of whom that was not kept.
 */
export const activity = `
CREATE TABLE activity_run (
  person {text} NOT NULL, first BIGINT NOT NULL, space BIGINT NOT NULL, seq BIGINT NOT NULL, count BIGINT NOT NULL,
  PRIMARY KEY (person, first)
) {compact};
CREATE INDEX activity_run_space ON activity_run (space, person, seq);
ALTER TABLE membership ADD COLUMN since BIGINT NOT NULL DEFAULT 0;
`
