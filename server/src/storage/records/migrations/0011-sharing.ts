/**
 * Who was given what. A share is a grant to one recipient, and everything about it is read from it; a mount only says
 * where somebody sees a node of another's space. `kind`: 0 a person, 1 a group, 3 a link, 4 a link that was mailed.
 * Shares are numbered below 2³¹, since phones read 32 bits. Times in seconds.
 */
export const sharing = `
CREATE TABLE share (
  id {key}, kind INTEGER NOT NULL, node BIGINT NOT NULL, space BIGINT NOT NULL, sharer {text} NOT NULL,
  recipient {text}, permissions INTEGER NOT NULL, download INTEGER NOT NULL DEFAULT 1,
  hide_download INTEGER NOT NULL DEFAULT 0, attributes TEXT, note TEXT NOT NULL DEFAULT '',
  label TEXT NOT NULL DEFAULT '', expires BIGINT, revision BIGINT NOT NULL DEFAULT 1, created BIGINT NOT NULL
);
CREATE INDEX share_node ON share (node, recipient);
CREATE INDEX share_space ON share (space);
CREATE INDEX share_sharer ON share (sharer);
CREATE INDEX share_recipient ON share (recipient, kind) WHERE recipient IS NOT NULL;
CREATE INDEX share_expires ON share (expires) WHERE expires IS NOT NULL;
CREATE UNIQUE INDEX share_once ON share (node, sharer, kind, recipient) WHERE kind < 3;

CREATE TABLE link (
  share {key}, token {text} NOT NULL, password TEXT, password_revision INTEGER NOT NULL DEFAULT 0,
  short {text}, short_expires BIGINT, views BIGINT NOT NULL DEFAULT 0, downloads BIGINT NOT NULL DEFAULT 0,
  last_used BIGINT
);
CREATE UNIQUE INDEX link_token ON link (token);
CREATE UNIQUE INDEX link_short ON link (short) WHERE short IS NOT NULL;

DROP TABLE mount;
CREATE TABLE mount (
  id {key}, person {text} NOT NULL, parent BIGINT, name {text} NOT NULL, node BIGINT NOT NULL,
  space BIGINT NOT NULL, state INTEGER NOT NULL DEFAULT 0, wanted {text} NOT NULL, lost BIGINT
);
CREATE UNIQUE INDEX mount_place ON mount (parent, name) WHERE state = 0;
CREATE UNIQUE INDEX mount_once ON mount (person, node);
CREATE INDEX mount_node ON mount (node);
CREATE INDEX mount_parent ON mount (parent);

CREATE TABLE box (
  share {key}, opens BIGINT, closes BIGINT, grace INTEGER NOT NULL DEFAULT 0, late TEXT NOT NULL DEFAULT 'refuse',
  pattern TEXT NOT NULL DEFAULT '', most_files INTEGER, most_bytes BIGINT, room BIGINT, held BIGINT NOT NULL DEFAULT 0,
  types TEXT NOT NULL DEFAULT '', instructions TEXT NOT NULL DEFAULT '', named INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE deposit (
  id {key}, share BIGINT NOT NULL, space BIGINT NOT NULL, code {text} NOT NULL, name TEXT NOT NULL,
  begun BIGINT NOT NULL, done BIGINT, late INTEGER NOT NULL DEFAULT 0, person {text}
);
CREATE UNIQUE INDEX deposit_code ON deposit (code);
CREATE INDEX deposit_share ON deposit (share, done);
CREATE TABLE deposit_file (
  deposit BIGINT NOT NULL, at INTEGER NOT NULL, node BIGINT, name TEXT NOT NULL, size BIGINT NOT NULL,
  sha256 TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (deposit, at)
) {compact};
CREATE INDEX deposit_file_node ON deposit_file (node);
CREATE TABLE quarantine (content {key}, state TEXT NOT NULL, since BIGINT NOT NULL, tries INTEGER NOT NULL DEFAULT 0);
CREATE INDEX quarantine_state ON quarantine (state, since);

CREATE TABLE mail (
  id {key}, address TEXT NOT NULL, language TEXT NOT NULL, kind TEXT NOT NULL, facts TEXT NOT NULL,
  state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, next BIGINT NOT NULL, error TEXT, person {text},
  share BIGINT, created BIGINT NOT NULL
);
CREATE INDEX mail_state ON mail (state, next);
CREATE INDEX mail_share ON mail (share);

CREATE TABLE person_word (
  word {text} NOT NULL, academy {text} NOT NULL, person {text} NOT NULL, PRIMARY KEY (word, academy, person)
) {compact};
CREATE INDEX person_word_person ON person_word (person);

ALTER TABLE upload ADD COLUMN share BIGINT NOT NULL DEFAULT 0;
DROP INDEX upload_name;
CREATE UNIQUE INDEX upload_name ON upload (person, share, name);
`
