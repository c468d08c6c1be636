import { runSandboxProcess } from '../../sdk/sandbox/run-process.ts'
import { ShopifySystem } from './system.ts'

await runSandboxProcess({
  title: 'koppel-sandbox-shopify',
  portVariable: 'KOPPEL_SHOPIFY_SANDBOX_PORT',
  defaultPort: 4682,
  open: (dataFile) => new ShopifySystem(dataFile),
})
