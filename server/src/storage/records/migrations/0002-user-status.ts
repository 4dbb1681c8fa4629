/** What people say of themselves, and until when. `chosen`: said by the person, not by their app. Times in seconds. */
export const userStatus = `
CREATE TABLE user_status (
  person {text} PRIMARY KEY, status TEXT NOT NULL, chosen INTEGER NOT NULL, icon TEXT, message TEXT,
  predefined TEXT, clear_at BIGINT, touched BIGINT NOT NULL
);
`
