/**
 * Tags, of everybody where `person` is null, and what they hang on; comments, and up to which one a person has seen
 * them. Tags and comments are numbered with the shares: phones read 32 bits. Times in seconds.
 */
export const tagsComments = `
CREATE TABLE tag (
  id {key}, person {text}, name TEXT NOT NULL, folded {text} NOT NULL, color TEXT NOT NULL DEFAULT '',
  visible INTEGER NOT NULL DEFAULT 1, assignable INTEGER NOT NULL DEFAULT 1, created BIGINT NOT NULL
);
CREATE UNIQUE INDEX tag_public ON tag (folded) WHERE person IS NULL;
CREATE UNIQUE INDEX tag_person ON tag (person, folded) WHERE person IS NOT NULL;
CREATE TABLE node_tag (node BIGINT NOT NULL, tag BIGINT NOT NULL, space BIGINT NOT NULL, PRIMARY KEY (node, tag)) {compact};
CREATE INDEX node_tag_tag ON node_tag (tag, space);
CREATE INDEX node_tag_space ON node_tag (space, tag);

CREATE TABLE comment (
  id {key}, node BIGINT NOT NULL, person {text} NOT NULL, message TEXT NOT NULL,
  created BIGINT NOT NULL, edited BIGINT
);
CREATE INDEX comment_node ON comment (node, id);
CREATE TABLE comment_mark (
  node BIGINT NOT NULL, person {text} NOT NULL, seen BIGINT NOT NULL, at BIGINT NOT NULL,
  PRIMARY KEY (node, person)
) {compact};
CREATE INDEX comment_mark_person ON comment_mark (person);
`
