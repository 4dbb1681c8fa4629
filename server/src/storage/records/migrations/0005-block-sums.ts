/** What the bytes must be: a sum for each block of an extent, and when a blob was last found to be damaged. */
export const blockSums = `
ALTER TABLE extent ADD COLUMN sums TEXT NOT NULL DEFAULT '';
ALTER TABLE blob ADD COLUMN damaged BIGINT;
`
