/** What a phone that is shown it exchanges for an app password, once and within two minutes. */
export const phoneTickets = `
CREATE TABLE phone_ticket (hash {text} PRIMARY KEY, person {text} NOT NULL, expires BIGINT NOT NULL);
CREATE INDEX phone_ticket_person ON phone_ticket (person);
CREATE INDEX phone_ticket_expires ON phone_ticket (expires);
`
