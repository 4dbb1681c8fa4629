/**
 * What proves who somebody is besides a password. `second_factor.handle` finds a row: the id of a passkey, the hash of
 * a recovery code, the person for TOTP, of which there is one. `counter` is what the passkey counts, or how many wrong
 * codes there were since the last right one. `known_browser`: who passed it there not long ago. `session.factor`: when
 * it was passed in this session. Times in seconds.
 */
export const secondFactor = `
CREATE TABLE second_factor (
  id {key}, person {text} NOT NULL, kind {text} NOT NULL, name TEXT NOT NULL DEFAULT '', handle {text} NOT NULL UNIQUE,
  data TEXT NOT NULL DEFAULT '', last_step BIGINT NOT NULL DEFAULT 0, counter BIGINT NOT NULL DEFAULT 0,
  created BIGINT NOT NULL, last_used BIGINT
);
CREATE INDEX second_factor_person ON second_factor (person, kind);
CREATE TABLE known_browser (hash {text} PRIMARY KEY, person {text} NOT NULL, expires BIGINT NOT NULL);
CREATE INDEX known_browser_person ON known_browser (person);
CREATE INDEX known_browser_expires ON known_browser (expires);
CREATE TABLE spent_challenge (hash {text} PRIMARY KEY, expires BIGINT NOT NULL);
CREATE INDEX spent_challenge_expires ON spent_challenge (expires);
ALTER TABLE session ADD COLUMN factor BIGINT;
CREATE INDEX setting_name ON setting (name, value);
`
