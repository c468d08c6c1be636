export { afas } from './connector.ts'
