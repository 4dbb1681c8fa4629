
CREATE TABLE instance (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE sequence (name TEXT PRIMARY KEY, next BIGINT NOT NULL);
INSERT INTO sequence (name, next) VALUES ('node', 1), ('share', 1), ('row', 1);

CREATE TABLE setting (
  scope TEXT NOT NULL, subject TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (scope, subject, name)
);

CREATE TABLE person (
  id {text} PRIMARY KEY, folded {text} NOT NULL UNIQUE, login {text} NOT NULL UNIQUE,
  name TEXT NOT NULL, name_folded {text} NOT NULL, email TEXT NOT NULL DEFAULT '', email_folded {text} NOT NULL DEFAULT '',
  password TEXT, enabled INTEGER NOT NULL DEFAULT 1, admin INTEGER NOT NULL DEFAULT 0,
  space BIGINT NOT NULL, academy {text} NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT '',
  profile TEXT NOT NULL DEFAULT '{}',
  created BIGINT NOT NULL, first_seen BIGINT, last_seen BIGINT, removed BIGINT
);
CREATE INDEX person_email ON person (email_folded) WHERE email_folded <> '';

CREATE TABLE circle (id {text} PRIMARY KEY, name TEXT NOT NULL, created BIGINT NOT NULL);
INSERT INTO circle (id, name, created) VALUES ('admin', 'admin', 0);
CREATE TABLE membership (circle {text} NOT NULL, person {text} NOT NULL, PRIMARY KEY (circle, person)) {compact};
CREATE INDEX membership_person ON membership (person);
CREATE TABLE leadership (circle {text} NOT NULL, person {text} NOT NULL, PRIMARY KEY (circle, person)) {compact};
CREATE INDEX leadership_person ON leadership (person);

CREATE TABLE app_password (
  id {key}, person {text} NOT NULL, login TEXT NOT NULL, name TEXT NOT NULL, hash {text} NOT NULL UNIQUE,
  created BIGINT NOT NULL, last_used BIGINT, last_place TEXT, wipe INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX app_password_person ON app_password (person);

CREATE TABLE session (
  hash {text} PRIMARY KEY, id {text} NOT NULL UNIQUE, person {text}, state TEXT NOT NULL,
  data TEXT NOT NULL DEFAULT '{}', place TEXT, client TEXT NOT NULL DEFAULT '',
  created BIGINT NOT NULL, confirmed BIGINT, last_used BIGINT NOT NULL, idle BIGINT NOT NULL, expires BIGINT NOT NULL
);
CREATE INDEX session_person ON session (person);
CREATE INDEX session_expires ON session (expires);

CREATE TABLE login_flow (
  poll {text} PRIMARY KEY, login {text} NOT NULL UNIQUE, client TEXT NOT NULL, place {text} NOT NULL,
  created BIGINT NOT NULL, recipient TEXT NOT NULL, sealed TEXT, app_password BIGINT
);
CREATE INDEX login_flow_created ON login_flow (created);
CREATE INDEX login_flow_place ON login_flow (place);

CREATE TABLE attempt (
  address {text} NOT NULL, login {text} NOT NULL, slot BIGINT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (address, login, slot)
) {compact};
CREATE INDEX attempt_login ON attempt (login, slot);
CREATE INDEX attempt_slot ON attempt (slot);

CREATE TABLE space (
  id {key}, kind TEXT NOT NULL, owner {text}, root BIGINT NOT NULL, trash BIGINT NOT NULL,
  seq BIGINT NOT NULL DEFAULT 0, versions_size BIGINT NOT NULL DEFAULT 0, reserved BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE node (
  id {key}, space BIGINT NOT NULL, parent BIGINT, name {text} NOT NULL, kind INTEGER NOT NULL,
  size BIGINT NOT NULL, mtime BIGINT NOT NULL, etag {text} NOT NULL, content BIGINT, mime TEXT NOT NULL,
  checksums TEXT NOT NULL DEFAULT '', created BIGINT NOT NULL DEFAULT 0, uploaded BIGINT NOT NULL DEFAULT 0,
  author {text}, label TEXT NOT NULL DEFAULT '', trashed BIGINT
);
CREATE UNIQUE INDEX node_live ON node (parent, name) WHERE trashed IS NULL;
CREATE INDEX node_trashed ON node (parent) WHERE trashed IS NOT NULL;
CREATE INDEX node_content ON node (content) WHERE content IS NOT NULL;

CREATE TABLE content (id {key}, size BIGINT NOT NULL);
CREATE TABLE extent (
  content BIGINT NOT NULL, position {text} NOT NULL, blob {text} NOT NULL,
  start BIGINT NOT NULL, length BIGINT NOT NULL,
  PRIMARY KEY (content, position)
) {compact};
CREATE INDEX extent_blob ON extent (blob);
CREATE TABLE blob (key {text} PRIMARY KEY, size BIGINT NOT NULL, digest TEXT NOT NULL) {compact};
CREATE TABLE garbage (content BIGINT PRIMARY KEY, since BIGINT NOT NULL);

CREATE TABLE trash (
  id {key}, space BIGINT NOT NULL, node BIGINT NOT NULL UNIQUE, origin BIGINT, name {text} NOT NULL,
  location TEXT NOT NULL, deleted BIGINT NOT NULL, deleted_by {text}, purging INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX trash_space ON trash (space, deleted);
CREATE INDEX trash_deleted_by ON trash (deleted_by, deleted);
CREATE INDEX trash_purging ON trash (space) WHERE purging = 1;

CREATE TABLE version (
  id {key}, space BIGINT NOT NULL, node BIGINT NOT NULL, stamp BIGINT NOT NULL, content BIGINT NOT NULL,
  size BIGINT NOT NULL, mtime BIGINT NOT NULL, created BIGINT NOT NULL, author {text}, label TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX version_stamp ON version (node, stamp);
CREATE INDEX version_content ON version (content);

CREATE TABLE upload (
  id {key}, person {text} NOT NULL, name {text} NOT NULL, content BIGINT NOT NULL UNIQUE,
  space BIGINT NOT NULL, declared BIGINT NOT NULL DEFAULT 0, size BIGINT NOT NULL DEFAULT 0,
  revision BIGINT NOT NULL DEFAULT 0, created BIGINT NOT NULL, touched BIGINT NOT NULL
);
CREATE UNIQUE INDEX upload_name ON upload (person, name);
CREATE INDEX upload_touched ON upload (touched);

CREATE TABLE lock (
  token {text} PRIMARY KEY, space BIGINT NOT NULL, node BIGINT NOT NULL, person {text}, kind TEXT NOT NULL, scope TEXT NOT NULL,
  depth TEXT NOT NULL, owner TEXT NOT NULL DEFAULT '', taken BIGINT NOT NULL, expires BIGINT
);
CREATE INDEX lock_node ON lock (node);
CREATE INDEX lock_space ON lock (space);

CREATE TABLE favourite (person {text} NOT NULL, node BIGINT NOT NULL, PRIMARY KEY (person, node)) {compact};
CREATE INDEX favourite_node ON favourite (node);
CREATE TABLE property (
  node BIGINT NOT NULL, person {text} NOT NULL, name {text} NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (node, person, name)
) {compact};

CREATE TABLE mount (
  id {key}, person {text} NOT NULL, parent BIGINT NOT NULL, name {text} NOT NULL, node BIGINT NOT NULL,
  space BIGINT NOT NULL, permissions INTEGER NOT NULL, revision BIGINT NOT NULL
);
CREATE UNIQUE INDEX mount_place ON mount (parent, name);
CREATE INDEX mount_person ON mount (person);
CREATE INDEX mount_node ON mount (node);

CREATE TABLE change (
  space BIGINT NOT NULL, seq BIGINT NOT NULL, at BIGINT NOT NULL, actor {text}, verb TEXT NOT NULL,
  node BIGINT NOT NULL,
  from_parent BIGINT, from_name {text}, from_content BIGINT, from_mtime BIGINT,
  to_parent BIGINT, to_name {text}, to_content BIGINT, to_mtime BIGINT,
  PRIMARY KEY (space, seq)
) {compact};

CREATE TABLE audit (
  id {key}, at BIGINT NOT NULL, actor {text}, verb TEXT NOT NULL, subject TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT '{}', place TEXT
);
CREATE INDEX audit_at ON audit (at);

CREATE TABLE job (
  id {key}, kind TEXT NOT NULL, subject TEXT NOT NULL, due BIGINT NOT NULL, lease BIGINT,
  tries INTEGER NOT NULL DEFAULT 0, payload TEXT NOT NULL DEFAULT '{}', error TEXT
);
CREATE UNIQUE INDEX job_subject ON job (kind, subject);
CREATE INDEX job_due ON job (due);
