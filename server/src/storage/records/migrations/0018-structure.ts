/**
 * On PostgreSQL every transaction that changes who is given what, or where nodes lie, puts a new random mark into a row
 * that nobody else holds: while the sum of all marks stays the same, nothing of that has changed. SQLite keeps a number
 * of its own for this, and no row here.
 */
export const structure = `
CREATE TABLE structure (lane {key}, mark BIGINT NOT NULL);
`
