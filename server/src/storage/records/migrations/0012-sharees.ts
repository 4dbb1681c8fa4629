/** Whom and what one finds while typing: people of one's own academy before all others, and groups. */
export const sharees = `
CREATE INDEX person_word_academy ON person_word (academy, word, person);
CREATE TABLE circle_word (
  word {text} NOT NULL, circle {text} NOT NULL, PRIMARY KEY (word, circle)
) {compact};
CREATE INDEX circle_word_circle ON circle_word (circle);
`
