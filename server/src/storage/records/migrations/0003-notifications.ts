/** What people are told until they put it away. Numbered with the shares: phones read 32 bits. Times in seconds. */
export const notifications = `
CREATE TABLE notification (
  id {key}, person {text} NOT NULL, kind TEXT NOT NULL, facts TEXT NOT NULL,
  object_type TEXT NOT NULL, object_id TEXT NOT NULL, created BIGINT NOT NULL
);
CREATE INDEX notification_person ON notification (person, id);
`
