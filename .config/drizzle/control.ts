import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: "./runtime/store/tables/control.ts",
  out: "./runtime/store/migrations/sqlite/control",
});
