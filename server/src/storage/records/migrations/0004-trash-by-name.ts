/** Each deletion asks which seconds its name has in the trash already; without an index it read all of the trash. */
export const trashByName = 'CREATE INDEX trash_name ON trash (name, deleted);'
