import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './runtime/store/tables/traces.ts',
  out: './runtime/store/migrations/sqlite/traces',
})
