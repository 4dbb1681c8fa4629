/**
 * Since when a box is closed by its owner, whatever its hours, in seconds; when they are told of deposits, and up to
 * when they were told in the evening.
 */
export const boxNotices = `
ALTER TABLE box ADD COLUMN closed BIGINT;
ALTER TABLE box ADD COLUMN notices TEXT NOT NULL DEFAULT 'at-once';
ALTER TABLE box ADD COLUMN told BIGINT NOT NULL DEFAULT 0;
`
