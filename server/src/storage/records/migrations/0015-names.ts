/** People by the whole of their names. */
export const names = `
CREATE INDEX person_name ON person (name_folded);
`
