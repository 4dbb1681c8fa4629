import { expect, test } from 'vitest'
import { changedStructure, changesStructure } from './structure.ts'

test.each([
  'UPDATE node SET parent = ?, name = ?, mime = ? WHERE id = ?',
  'UPDATE node SET parent = ?, trashed = ? WHERE id = ?',
  'UPDATE node SET size = ?, name = ? WHERE id = ?',
  'WITH RECURSIVE sub(id) AS (SELECT id FROM node WHERE id = ?) UPDATE node SET space = ? WHERE id IN (SELECT id FROM sub)',
  'DELETE FROM node WHERE id IN (?)',
  'INSERT INTO share (id) VALUES (?)',
  'INSERT INTO mount (id) SELECT 1 FROM person',
  'UPDATE mount SET state = 1 WHERE id = ?',
  'DELETE FROM membership WHERE circle = ?',
  'INSERT INTO setting (scope) VALUES (?) ON CONFLICT (scope) DO UPDATE SET value = excluded.value',
  'UPDATE space SET owner = ? WHERE id = ?',
  'UPDATE person SET name = ?, academy = ? WHERE id = ?',
  'update share\n set permissions = ? where id = ?',
])('seen by others: %s', (sql) => {
  expect(changesStructure(sql)).toBe(true)
})

test.each([
  'SELECT s.id FROM share s JOIN node n ON n.id = s.node',
  'INSERT INTO node (id, parent, name) VALUES (?, ?, ?)',
  'UPDATE node SET size = size + ?, mtime = ?, etag = ? WHERE id IN (?, ?)',
  `UPDATE node SET content = ?, size = ?, mtime = ?, etag = ?, checksums = ?, uploaded = ?, author = ?, label = '',
  created = CASE WHEN ? > 0 THEN ? ELSE created END WHERE id = ?`,
  'UPDATE space SET seq = seq + ? WHERE id = ? RETURNING seq',
  'UPDATE space SET reserved = reserved WHERE id = ?',
  'UPDATE person SET last_seen = ? WHERE id = ?',
  'INSERT INTO favourite (person, node) VALUES (?, ?) ON CONFLICT (person, node) DO NOTHING',
  'UPDATE link SET views = views + ? WHERE share = ?',
])('of no concern: %s', (sql) => {
  expect(changesStructure(sql)).toBe(false)
})

test.each([
  ['UPDATE mount SET state = ? WHERE parent = ?', 0, false],
  ['  DELETE FROM share WHERE id = ?', 0, false],
  ['UPDATE mount SET state = ? WHERE parent = ?', 1, true],
  [
    'WITH old AS (DELETE FROM share WHERE id = ? RETURNING id) DELETE FROM mount WHERE id IN (SELECT id FROM old)',
    0,
    true,
  ],
  ['UPDATE node SET etag = ? WHERE id = ?', 1, false],
])('%s, of which %d rows were changed', (sql, rows, changed) => {
  expect(changedStructure(sql, rows)).toBe(changed)
})
