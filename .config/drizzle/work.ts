import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './runtime/store/tables/work.ts',
  out: './runtime/store/migrations/sqlite/work',
})
