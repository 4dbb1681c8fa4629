/**
 * What an academy offers beside Nuage, and the pictures it is known by: `academy_picture.place` is `logo` or
 * `tile <id>`, `data` is Base64 of a picture that we drew, found by its `hash`.
 */
export const portal = `
CREATE TABLE tile (
  academy {text} NOT NULL, id {text} NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL,
  line TEXT NOT NULL DEFAULT '', place INTEGER NOT NULL, PRIMARY KEY (academy, id)
);
CREATE TABLE academy_picture (
  academy {text} NOT NULL, place {text} NOT NULL, hash {text} NOT NULL, mime TEXT NOT NULL, data TEXT NOT NULL,
  PRIMARY KEY (academy, place)
);
CREATE INDEX academy_picture_hash ON academy_picture (hash);
`
