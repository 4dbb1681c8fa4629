/**
 * Where people belong and where they sign in. `academy.brand`, `identity.attributes` and `ticket.data` are JSON;
 * `provider.data` is sealed. `identity.circles` is what this provider put somebody into, so that what others did is
 * left alone. A ticket is known by its hash. Times in seconds.
 */
export const signIn = `
CREATE TABLE academy (
  id {text} PRIMARY KEY, name TEXT NOT NULL, region TEXT NOT NULL DEFAULT '', zone TEXT NOT NULL DEFAULT '',
  year_starts TEXT NOT NULL DEFAULT '09-01', brand TEXT NOT NULL DEFAULT '{}',
  enabled INTEGER NOT NULL DEFAULT 1, created BIGINT NOT NULL
);
CREATE TABLE academy_domain (
  domain {text} PRIMARY KEY, academy {text} NOT NULL, sign_up INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX academy_domain_academy ON academy_domain (academy);
CREATE TABLE provider (
  id {text} PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, data TEXT NOT NULL,
  enabled INTEGER NOT NULL DEFAULT 1, created BIGINT NOT NULL
);
CREATE TABLE academy_provider (
  academy {text} NOT NULL, provider {text} NOT NULL, place INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (academy, provider)
) {compact};
CREATE INDEX academy_provider_provider ON academy_provider (provider);
CREATE TABLE identity (
  provider {text} NOT NULL, subject {text} NOT NULL, person {text} NOT NULL, created BIGINT NOT NULL,
  seen BIGINT NOT NULL, attributes TEXT NOT NULL DEFAULT '{}', circles TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY (provider, subject)
);
CREATE INDEX identity_person ON identity (person);
CREATE TABLE external_group (
  provider {text} NOT NULL, name {text} NOT NULL, circle {text} NOT NULL, PRIMARY KEY (provider, name)
) {compact};
CREATE INDEX external_group_circle ON external_group (circle);
CREATE TABLE ticket (
  hash {text} PRIMARY KEY, kind TEXT NOT NULL, person {text}, place {text} NOT NULL DEFAULT '',
  data TEXT NOT NULL DEFAULT '{}', created BIGINT NOT NULL, expires BIGINT NOT NULL, used BIGINT
);
CREATE INDEX ticket_expires ON ticket (expires);
CREATE INDEX ticket_person ON ticket (person, kind);
CREATE INDEX ticket_place ON ticket (place, kind);
CREATE TABLE token_seen (
  provider {text} NOT NULL, id {text} NOT NULL, expires BIGINT NOT NULL, PRIMARY KEY (provider, id)
) {compact};
CREATE INDEX token_seen_expires ON token_seen (expires);
ALTER TABLE session ADD COLUMN provider {text};
ALTER TABLE session ADD COLUMN subject {text};
ALTER TABLE session ADD COLUMN sid {text};
CREATE INDEX session_subject ON session (provider, subject) WHERE provider IS NOT NULL;
`
