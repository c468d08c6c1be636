/**
 * The column kinds tables are made of, so that each table is declared once for every dialect: text, integer
 * (also booleans as 0/1 and times in ms), blob and JSON as text. Tables import from here, never from a dialect.
 */
export { blob, index, integer, primaryKey, sqliteTable as table, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
