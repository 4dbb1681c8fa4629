/**
 * `newcomer`: made their account themselves and were not asked for their profile yet; nobody who was here before.
 * `organisation` stands in the profile too, and here to be looked up by.
 */
export const firstSteps = `
ALTER TABLE person ADD COLUMN newcomer INTEGER NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN organisation {text} NOT NULL DEFAULT '';
CREATE INDEX person_organisation ON person (academy, organisation) WHERE organisation <> '';
`
