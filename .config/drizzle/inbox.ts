import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: "./runtime/store/tables/inbox.ts",
  out: "./runtime/store/migrations/sqlite/inbox",
});
