/** What lets somebody who is signed in open a connection of another kind, once and within seconds. */
export const pushTickets = `
CREATE TABLE push_ticket (hash {text} PRIMARY KEY, person {text} NOT NULL, proof TEXT NOT NULL, expires BIGINT NOT NULL);
CREATE INDEX push_ticket_person ON push_ticket (person);
CREATE INDEX push_ticket_expires ON push_ticket (expires);
`
